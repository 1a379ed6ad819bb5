/**
 * The import rules, as functions over a list of layers and a list of import edges.
 *
 * A layer may import itself and the layers listed before it (lower ones). `errors` stands first, so it imports nothing. Marks after
 * a name: `effects` (may use Node's modules for files, network, time, processes), `process` (may end the process and write to
 * its streams), `only: a b c` (may import these layers and no others), `packages: x y` (the npm packages it may import).
 */

import type { ImportEdge } from './tree.ts';
import { layerOf } from './tree.ts';

export interface Layer {
  readonly name: string;
  readonly effects: boolean;
  readonly process: boolean;
  readonly only: readonly string[] | undefined;
  readonly packages: readonly string[];
}

/** Reads lines such as `cli   effects process   packages: commander`. */
export function parseLayers(lines: readonly string[]): readonly Layer[] {
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [head = '', ...lists] = line.split(/\s+(?=(?:only|packages):)/);
      const [name = '', ...marks] = head.trim().split(/\s+/);
      for (const mark of marks) {
        if (mark !== 'effects' && mark !== 'process') throw new Error(`Unknown mark ${mark} in: ${line}`);
      }
      const list = (key: string): readonly string[] | undefined =>
        lists
          .find((text) => text.startsWith(`${key}:`))
          ?.slice(key.length + 1)
          .trim()
          .split(/\s+/);
      return {
        name,
        effects: marks.includes('effects'),
        process: marks.includes('process'),
        only: list('only'),
        packages: list('packages') ?? [],
      };
    });
}

/** Node's modules without effects: the same input gives the same output on every machine. */
const PURE_NODE_MODULES: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['pipeline', 'rules'],
};

/** One sentence per import that breaks a rule. */
export function layerViolations(layers: readonly Layer[], edges: readonly ImportEdge[]): readonly string[] {
  return edges.flatMap((edge) => {
    const found = edgeViolation(layers, edge);
    return found === undefined ? [] : [`${edge.from}:${edge.line} imports ${edge.to}: ${found}`];
  });
}

function edgeViolation(layers: readonly Layer[], edge: ImportEdge): string | undefined {
  const rank = layers.findIndex((layer) => layer.name === layerOf(edge.from));
  const from = layers[rank];
  if (from === undefined) return `${layerOf(edge.from)} is no layer of ARCHITECTURE.md`;
  if (edge.to.startsWith('node:')) return nodeViolation(from, edge.to);
  if (!edge.to.startsWith('src/')) return packageViolation(from, edge.to);
  const target = layers.findIndex((layer) => layer.name === layerOf(edge.to));
  if (target < 0) return `${layerOf(edge.to)} is no layer of ARCHITECTURE.md`;
  if (target === rank) return undefined;
  if (target > rank) return `${from.name} stands below ${layerOf(edge.to)}, and imports point downward`;
  if (from.only !== undefined && !from.only.includes(layerOf(edge.to))) {
    return `${from.name} may import only ${from.only.join(', ')}`;
  }
  return undefined;
}

function nodeViolation(from: Layer, module: string): string | undefined {
  if (from.effects || PURE_NODE_MODULES[module]?.includes(from.name) === true) return undefined;
  return `${from.name} is pure; effects belong to a layer marked so`;
}

function packageViolation(from: Layer, specifier: string): string | undefined {
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
  return from.packages.includes(name) ? undefined : `the package ${name} is not listed for ${from.name}`;
}

/** Import cycles between files, each as the path that closes it; every file on a cycle is in at least one of them. */
export function importCycles(edges: readonly ImportEdge[]): readonly (readonly string[])[] {
  const targets = new Map<string, string[]>();
  for (const edge of edges) targets.set(edge.from, [...(targets.get(edge.from) ?? []), edge.to]);
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      cycles.push([...path.slice(at), file]);
      return;
    }
    if (done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}
