-- A rule on cells: 100,000 on top of each of one line.

UPDATE cell SET value = value + 100000 WHERE line = '{{line}}';
