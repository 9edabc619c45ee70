briefingSearch("en-undated", [
{"slug":"market","date":"","source":"","publisher":"","topics":[],"sentences":[["title","An old market opens its doors again"],["p1s1","The old market opened its doors to the people after twenty years of closure.",1]]}
]);
