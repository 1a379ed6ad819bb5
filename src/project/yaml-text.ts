/**
 * YAML as plain data with the line of every key. Every scalar stays the text that was written: `1.50` is not a float, `no`
 * is not false, `2024-01-31` is not a moment in time. Only `null`, `~` and nothing at all are null.
 */

import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { type ErrorPlace, fail } from '../errors/error.ts';

export type YamlPath = readonly (string | number)[];

export interface YamlText {
  /** Texts, nulls, lists and objects. */
  readonly data: unknown;
  /** The place of the key or item at `path`, or of the nearest thing around it that is there. */
  readonly placeOf: (path: YamlPath) => ErrorPlace;
}

/** Reads `text`; `file` is how messages name it. Errors: project.yaml. */
export function readYaml(text: string, file: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    customTags: ['null'],
    merge: true,
    lineCounter: lines,
    prettyErrors: false,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { line } = lines.linePos(problem.pos[0]);
    fail('project.yaml', { problem: problem.message }, { file, line });
  }
  visit(document, {
    // A key is a word whatever it says: `null: [...]` is the key "null".
    Pair: (_, pair) => {
      if (isScalar(pair.key) && pair.key.value === null) pair.key.value = pair.key.source ?? 'null';
    },
  });
  const root = document.contents;
  return {
    data: document.toJS(),
    placeOf: (path) => {
      const offset = offsetOf(root, path);
      return { file, line: lines.linePos(offset).line };
    },
  };
}

/** Offset of the key at the end of `path`. What an anchor brings in is told at the place that uses it. */
function offsetOf(root: Node | null, path: YamlPath): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === String(step));
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  return range?.[0];
}
