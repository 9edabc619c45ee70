briefingSearch("en-topics", [
{"slug":"water","date":"","source":"","publisher":"","topics":["water"],"sentences":[["","The water plan"],["","What the plan is and when it starts."],["q-what","What is the plan?"],["q-cost","What does it cost?"]]}
]);
