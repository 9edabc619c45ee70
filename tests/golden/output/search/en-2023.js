briefingSearch("en-2023", [
{"slug":"water-plan","date":"March 5, 2023","source":"","publisher":"","topics":["water"],"arabic_title":"الحكومة تعلن خطة جديدة للمياه في الجنوب","sentences":[["p2s2","Salem Nasser",3]]}
]);
