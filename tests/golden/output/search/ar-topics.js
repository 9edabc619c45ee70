briefingSearch("ar-topics", [
{"slug":"water","date":"","source":"","publisher":"","topics":["water"],"sentences":[["","خطة المياه"],["","ما الخطة ومتى تبدأ؟"],["q-what","ما الخطة؟"],["q-cost","كم تكلف؟"]]}
]);
