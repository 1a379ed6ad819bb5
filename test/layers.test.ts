/** Imports point one way. The order stands in ARCHITECTURE.md and is read from there, so page and check can't differ. */

import { describe, expect, it } from 'vitest';
import { importCycles, layerViolations, parseLayers } from './support/layering.ts';
import { fencedBlock, importsOf, isModule, layerOf, repositoryFiles } from './support/tree.ts';

const files = repositoryFiles();
const modules = files.filter(isModule);
const edges = modules.flatMap(importsOf);
const architecture = files.find((file) => file.path === 'ARCHITECTURE.md')?.text ?? '';
const layers = parseLayers(fencedBlock(architecture, 'layers'));

describe('the source tree', () => {
  it('imports downward only, and effects and packages stay where ARCHITECTURE.md allows them', () => {
    expect(edges.length).toBeGreaterThan(10);
    expect(layerViolations(layers, edges)).toEqual([]);
  });

  it('has no import cycle between files', () => {
    expect(importCycles(edges)).toEqual([]);
  });

  it('has a folder for every layer and a layer for every folder', () => {
    const folders = [...new Set(modules.map((file) => layerOf(file.path)))].sort();
    expect(folders).toEqual(layers.map((layer) => layer.name).sort());
  });

  it('uses process streams and process.exit only in the layer that may', () => {
    const mayUse = layers.filter((layer) => layer.process).map((layer) => layer.name);
    const found = modules
      .filter((file) => !mayUse.includes(layerOf(file.path)))
      .filter((file) => /\bprocess\.(exit|exitCode|stdout|stderr|stdin|argv)\b/.test(file.text))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });
});

describe('the check itself', () => {
  const small = parseLayers([
    'low',
    'content  only: low',
    'middle  packages: zod',
    'high   effects process  only: low middle  packages: @duckdb/node-api commander',
  ]);
  const edge = (from: string, to: string) => ({ from: `src/${from}/a.ts`, to, line: 1 });
  const violations = (from: string, to: string) => layerViolations(small, [edge(from, to)]);

  it('accepts imports of the own layer, lower ones and listed packages', () => {
    expect(violations('middle', 'src/low/b.ts')).toEqual([]);
    expect(violations('middle', 'src/middle/b.ts')).toEqual([]);
    expect(violations('middle', 'zod')).toEqual([]);
    expect(violations('high', '@duckdb/node-api')).toEqual([]);
    expect(violations('high', 'node:fs')).toEqual([]);
  });

  it('refuses upward imports, what `only` leaves out, effects in a pure layer and unlisted packages', () => {
    expect(violations('low', 'src/middle/b.ts')).toHaveLength(1);
    expect(violations('high', 'src/content/b.ts')).toHaveLength(1);
    expect(violations('middle', 'node:fs')).toHaveLength(1);
    expect(violations('middle', 'node:crypto')).toHaveLength(1);
    expect(violations('low', 'zod')).toHaveLength(1);
    expect(violations('low', 'src/unknown/b.ts')).toHaveLength(1);
    expect(violations('unknown', 'src/low/b.ts')).toHaveLength(1);
  });

  it('finds a cycle through three files and none in a tree', () => {
    const cycle = [
      edge('low', 'src/middle/a.ts'),
      edge('middle', 'src/high/a.ts'),
      edge('high', 'src/low/a.ts'),
    ];
    expect(importCycles(cycle)).toEqual([
      ['src/low/a.ts', 'src/middle/a.ts', 'src/high/a.ts', 'src/low/a.ts'],
    ]);
    expect(importCycles(cycle.slice(0, 2))).toEqual([]);
  });
});
