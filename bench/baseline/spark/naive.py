"""The LCR in PySpark with lineage kept the naive way: distinct keys are collected before and after each step, and compared.

    python naive.py SETTINGS.json

A batch as one writes it without a thought of what lineage costs. Each named query of the hand-written SQL is a step of its own: positions
are joined and measured, cut into parts, put on a line, brought together, looked up and written, summed up. Around each step its business
keys come to this process as a set, and what the step kept, dropped and added is remembered, to be written at the end. Look-ups that
have no deal (rates, customers, securities) have no lineage, and run as they are.

SETTINGS.json:

    sql, out         folders: of the statements; of the results `fact` and `lineage.jsonl`
    values           what placeholders stand for: the folder of each imported table, `date`, `currency`
    master, memory   of Spark: local[2], 3g
    conf             further settings of Spark
    python_memory    bytes that this process may take beside Spark's, so that it fails and not the machine; null: no limit
    keys             false: the same steps without lineage
    cache            what Spark keeps for who reads it next: nothing (`none`), what is read more than once (`again`), each step (`steps`)
    remember         true: the keys after a step are not collected again before the next one

One line of JSON is printed: `seconds` without the start of Spark, and how many of them went by until keys were collected, which is when
Spark computes what they hang on; `metrics`, one object per perimeter.
"""

import json
import re
import resource
import sys
import time
from decimal import Decimal
from functools import reduce
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

POSITIONS = {'account', 'loan', 'loan_cash_flow', 'holding', 'security_financing', 'sft_collateral', 'other_flow'}

# Views over positions, and what a deal is called in them before it is a deal_id.
VIEWS = {
    'collateral': 'collateral_id',
    'financing': 'deal_id',
    'account_rows': 'account_id',
    'loan_rows': 'loan_id',
    'facility_rows': 'loan_id',
    'payment_rows': 'cash_flow_id',
    'holding_rows': 'holding_id',
    'financing_rows': 'deal_id',
    'collateral_rows': 'collateral_id',
    'flow_rows': 'flow_id',
}
BRANCHES = [name for name in VIEWS if name.endswith('_rows')]

# What is read more than once: by the union and the fact; by each step of the metrics.
READ_AGAIN = {*BRANCHES, 'cell'}

# A cell has no deal any more: its key is what it is grouped by.
CELL = ['entity_id', 'counterparty_entity', 'issuer_entity', 'perimeter', 'currency_code', 'line', 'kind', 'level']

LINEAGE_CHUNK = 10_000


class Keys(NamedTuple):
    names: list
    values: set


class Lineage:
    """Which keys each step kept, dropped and added."""

    def __init__(self):
        self.steps = {}
        self.seconds = 0.0
        self.collected = 0

    def collect(self, frame, key):
        """The distinct keys of a frame: all of them, in this process."""
        started = time.perf_counter()
        rows = frame.select(*(F.col(column).alias(name) for name, column in key.items())).distinct().collect()
        keys = Keys(list(key), set(map(tuple, rows)))
        self.seconds += time.perf_counter() - started
        self.collected += len(keys.values)
        return keys

    def compare(self, step, before, after):
        shared = [name for name in before.names if name in after.names]
        came, went = (narrowed(keys, shared) for keys in (before, after))
        self.steps[step] = {'kept': came & went, 'dropped': came - went, 'added': went - came}

    def write(self, path):
        with path.open('w', encoding='utf-8') as file:
            for step, fates in self.steps.items():
                for fate, values in fates.items():
                    for chunk in chunks(values):
                        file.write(json.dumps({'step': step, 'fate': fate, 'keys': chunk}) + '\n')


def narrowed(keys, names):
    """Keys by the names that both sides of a step have: a deal that is cut into parts stays that deal. Cells share nothing with deals."""
    if not names or names == keys.names:
        return keys.values
    at = [keys.names.index(name) for name in names]
    if len(at) == 1:
        return {(key[at[0]],) for key in keys.values}
    return set(map(itemgetter(*at), keys.values))


def chunks(values):
    listed = list(values)
    return (listed[at : at + LINEAGE_CHUNK] for at in range(0, len(listed), LINEAGE_CHUNK))


class Batch:
    """Runs the statements one after another; those over positions as steps."""

    def __init__(self, spark, settings):
        self.spark = spark
        self.lineage = Lineage() if settings['keys'] else None
        self.cache = settings['cache']
        self.remember = settings['remember']
        self.frames = {name: None for name in POSITIONS}  # what steps read; None until its table is there
        self.known = {}  # where they are remembered: the keys of what steps read, by its name and the column of the deal

    def run(self, statement):
        view = re.match(r'\s*CREATE OR REPLACE TEMP VIEW (\w+) AS\b(.*)', statement, re.S)
        if view is None or view[1] not in VIEWS:
            self.spark.sql(statement)
            return
        name, query = view.groups()
        named, selected = split_with(query)
        for inner, body in named:
            self.step(f'{name}.{inner}', inner, body, VIEWS[name])
        self.step(name, name, selected, VIEWS[name])
        self.release(inner for inner, _ in named)

    def step(self, step, view, query, deal='deal_id'):
        """Keys before, the query as a view, keys after."""
        frame = self.spark.sql(query)
        if self.lineage is not None and key_of(frame, deal) is not None:
            before = self.before(query, deal)
            if self.cache == 'steps' or (self.cache == 'again' and view in READ_AGAIN):
                frame.persist()
            self.frames[view] = frame
            self.lineage.compare(step, before, self.keys(view, deal))
        frame.createOrReplaceTempView(view)
        return frame

    def before(self, query, deal='deal_id'):
        """The keys of what a query reads. In a join the left side goes on, and the right side is looked up."""
        read = dict.fromkeys(re.findall(r'\bFROM\s+(parquet\.`[^`]+`|\w+)', query))
        return self.keys_together([name for name in read if name in self.frames], deal)

    def keys_together(self, names, deal):
        first, *others = (self.keys(name, deal) for name in names)
        return Keys(first.names, first.values.union(*(keys.values for keys in others))) if others else first

    def keys(self, name, deal):
        frame = self.spark.table(name) if self.frames[name] is None else self.frames[name]
        key = key_of(frame, deal)
        if not self.remember:
            return self.lineage.collect(frame, key)
        known = self.known.setdefault(name, {})
        column = key.get('deal_id')
        if column not in known:
            known[column] = self.lineage.collect(frame, key)
        return known[column]

    def release(self, views):
        """What nobody reads any more."""
        for view in views:
            frame = self.frames.pop(view, None)
            if frame is not None:
                frame.unpersist()
            self.known.pop(view, None)
            self.spark.catalog.dropTempView(view)

    def union(self):
        """All kinds of positions, one below the other."""
        deals = reduce(lambda above, below: above.unionByName(below), (self.spark.table(name) for name in BRANCHES))
        if self.lineage is not None:
            before = self.keys_together(BRANCHES, 'deal_id')
            self.frames['deals'] = deals
            self.lineage.compare('union', before, self.keys('deals', 'deal_id'))
        deals.createOrReplaceTempView('deals')

    def fact(self, query, folder):
        """What is looked up by line and entity, and written: a step that ends in files, which are read from now on."""
        # The union of the query is the step before.
        query = re.sub(r'FROM \(\s*SELECT \* FROM \w+_rows UNION ALL[^()]+\) AS deals', 'FROM deals', query)
        before = self.before(query) if self.lineage is not None else None
        rows = self.spark.sql(query)
        rows.write.partitionBy('entity_type_part').option('compression', 'zstd').parquet(folder, mode='overwrite')
        if self.lineage is not None:
            name = f'parquet.`{folder}`'
            self.frames[name] = self.spark.read.parquet(folder)
            self.lineage.compare('fact', before, self.keys(name, 'deal_id'))
        self.release([*BRANCHES, 'deals'])

    def metrics(self, query):
        named, selected = split_with(query)
        for inner, body in named:
            self.step(inner, inner, body)
        rows = self.step('metrics', 'metrics', selected).collect()
        return [{name: plain(value) for name, value in row.asDict().items()} for row in rows]


def key_of(frame, deal):
    """The business key as far as a frame has it: its names, and the column of each. None: it is a look-up."""
    columns = frame.columns
    deal = deal if deal in columns else 'deal_id'
    if deal in columns:
        key = {'source': 'source', 'deal_id': deal, 'part': 'part'}
        return {name: column for name, column in key.items() if column in columns}
    if 'entity_id' in columns or 'perimeter' in columns:
        return {column: column for column in CELL if column in columns}
    return None


def split_with(query):
    """The named queries of a WITH, and what is selected from them."""
    named = []
    head = re.compile(r'\s*WITH\s+(\w+)\s+AS\s*\(').match(query)
    end = 0
    while head is not None:
        end = closing(query, head.end())
        named.append((head[1], query[head.end() : end - 1]))
        head = re.compile(r'\s*,\s*(\w+)\s+AS\s*\(').match(query, end)
    return named, query[end:]


def closing(query, start):
    """Behind the bracket that closes what is open at `start`."""
    depth = 1
    for found in re.compile(r"'[^']*'|[()]").finditer(query, start):
        depth += {'(': 1, ')': -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    raise ValueError(f'A bracket stays open: {query[:80]}')


def statements(file, values):
    """What stands between lines of a semicolon alone, filled in and without comments."""
    text = re.sub(r'\{\{(\w+)\}\}', lambda found: values[found[1]], file.read_text(encoding='utf-8'))
    text = re.sub(r"('[^']*')|--[^\n]*", lambda found: found[1] or '', text)
    return [statement for statement in re.split(r'^;$', text, flags=re.M) if statement.strip()]


def plain(value):
    return format(value, 'f') if isinstance(value, Decimal) else value


def started_spark(settings):
    builder = SparkSession.builder.master(settings['master']).config('spark.driver.memory', settings['memory'])
    spark = builder.config(map=settings['conf']).getOrCreate()
    if settings['python_memory'] is not None:
        # Not before Spark is there: a limit goes on to programs that are started.
        resource.setrlimit(resource.RLIMIT_AS, (settings['python_memory'], settings['python_memory']))
    return spark


def run(spark, settings):
    """Writes the fact, and the lineage if it is wanted; the metrics and the lineage."""
    out = Path(settings['out'])
    values = settings['values'] | {'out': str(out / 'fact')}
    prepare, branches, fact, metrics = (
        statements(Path(settings['sql']) / f'{name}.sql', values) for name in ('prepare', 'branches', 'fact', 'metrics')
    )
    batch = Batch(spark, settings)
    for statement in prepare + branches:
        batch.run(statement)
    batch.union()
    batch.fact(fact[0], values['out'])
    for statement in metrics[:-1]:
        batch.run(statement)
    found = batch.metrics(metrics[-1])
    if batch.lineage is not None:
        batch.lineage.write(out / 'lineage.jsonl')
    return found, batch.lineage


def main():
    settings = json.loads(Path(sys.argv[1]).read_text(encoding='utf-8'))
    spark = started_spark(settings)
    started = time.perf_counter()
    metrics, lineage = run(spark, settings)
    result = {'seconds': time.perf_counter() - started, 'metrics': metrics}
    if lineage is not None:
        result |= {'steps': len(lineage.steps), 'keys': lineage.collected, 'key_seconds': lineage.seconds}
    result['peak_bytes'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(result))
    spark.stop()


if __name__ == '__main__':
    main()
