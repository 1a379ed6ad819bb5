-- Which deals the rule is for: one stretch of the accounts of an entity, as the files are sorted.

CREATE OR REPLACE TEMP MACRO matched(entity, deal, line) AS entity = '{{stretch_entity}}' AND deal BETWEEN '{{stretch_from}}' AND '{{stretch_to}}';
