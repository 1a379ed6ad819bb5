/**
 * The house rules that a program can check, as pure functions from source text to findings. A finding is a sentence that starts with the place;
 * test/tidy.test.ts applies them to the repository.
 */

import ts from 'typescript';
import type { SourceFile } from './tree.ts';

export interface Ban {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Not in any module of src. */
export const BANNED_EVERYWHERE: readonly Ban[] = [
  { pattern: /:\s*any\b|<any>|\bas any\b|\bany\[\]/, instead: 'unknown, and a check' },
  { pattern: /^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s/, instead: 'a union of literals' },
  { pattern: /\bexport\s+default\b/, instead: 'a named export' },
  { pattern: /\b(TODO|FIXME|XXX)\b/, instead: 'an issue, or the work itself' },
  { pattern: /@ts-ignore|@ts-nocheck/, instead: 'a type that fits; @ts-expect-error with a reason in tests' },
  { pattern: /\bparseFloat\s*\(/, instead: 'the decimal reader of values/' },
  { pattern: /\bdebugger\b/, instead: 'nothing' },
];

/** Not in the pure layers: the same input must give the same output on every machine, on every day. */
export const BANNED_IN_PURE: readonly Ban[] = [
  { pattern: /\bDate\.now\s*\(|\bnew Date\b|\bperformance\./, instead: 'an instant or date passed in' },
  { pattern: /\bMath\.random\s*\(|\brandomUUID\b/, instead: 'a seed or an id passed in' },
  { pattern: /\bprocess\./, instead: 'a value passed in' },
  { pattern: /\b(setTimeout|setInterval|setImmediate|fetch)\s*\(/, instead: 'a layer that may have effects' },
  { pattern: /\.toLocale\w+\s*\(|\blocaleCompare\s*\(|\bIntl\./, instead: 'comparison by code points' },
];

/** Not outside the layer that talks to the terminal. */
export const BANNED_OUTSIDE_CLI: readonly Ban[] = [
  { pattern: /\bconsole\./, instead: 'a value returned, an error raised, or the progress callback' },
  { pattern: /\.toFixed\s*\(/, instead: 'the decimal writer of values/' },
  { pattern: /\bprocess\.exit\s*\(/, instead: 'an error with an exit code; cli/main.ts ends the process' },
];

/** Not in any test: a test that is left out says why, so that the run can show it. */
export const BANNED_IN_TESTS: readonly Ban[] = [
  { pattern: /\b(it|test|describe)(\.\w+)*\.only\b/, instead: 'all tests' },
  {
    pattern: /\b(it|test|describe)(\.\w+)*\.(skip|todo)\b/,
    instead: "context.skip(condition, 'the reason')",
  },
  { pattern: /\b(TODO|FIXME|XXX)\b/, instead: 'an issue, or the work itself' },
];

/** Findings of `bans` in the code of `file`; comments and the contents of texts are not code. */
export function bannedCalls(file: SourceFile, bans: readonly Ban[]): readonly string[] {
  const code = withoutTexts(file).split('\n');
  const comments = file.text.split('\n');
  return bans.flatMap(({ pattern, instead }) => {
    // Leftovers such as FIXME live in comments, everything else in code.
    const lines = pattern.source.includes('FIXME') || pattern.source.includes('@ts-') ? comments : code;
    return lines.flatMap((line, index) => {
      const found = pattern.exec(line);
      return found === null ? [] : [`${file.path}:${index + 1} has \`${found[0].trim()}\`; use ${instead}`];
    });
  });
}

/** The same text with comments and the insides of string literals blanked out, line numbers kept. */
export function withoutTexts(file: SourceFile): string {
  const source = parse(file);
  const chars = [...file.text.split('')];
  const blank = (from: number, to: number): void => {
    for (let i = from; i < to; i++) if (chars[i] !== '\n') chars[i] = ' ';
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || isTemplatePart(node)) {
      blank(node.getStart(source) + 1, node.getEnd() - 1);
    }
    if (ts.isRegularExpressionLiteral(node)) blank(node.getStart(source), node.getEnd());
    node.getChildren(source).forEach(visit);
    for (const range of ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? [])
      blank(range.pos, range.end);
    for (const range of ts.getTrailingCommentRanges(file.text, node.getEnd()) ?? [])
      blank(range.pos, range.end);
  };
  visit(source);
  return chars.join('');
}

const isTemplatePart = (node: ts.Node): boolean =>
  ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);

const parse = (file: SourceFile): ts.SourceFile =>
  ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023, true);

/** A module starts with a comment of at least one sentence. */
export function missingHeader(file: SourceFile): readonly string[] {
  const header = /^(#![^\n]*\n)?\/\*\*([\s\S]*?)\*\//.exec(file.text);
  const words = (header?.[2] ?? '').replace(/\*/g, ' ').trim();
  return words.split(/\s+/).length >= 2
    ? []
    : [`${file.path} needs a header: one sentence that says what it is`];
}

export interface Size {
  readonly what: string;
  readonly lines: number;
}

/** The file and its functions with more lines than the limits; `what` is a path, or `path#function`. */
export function oversized(file: SourceFile, fileLimit: number, functionLimit: number): readonly Size[] {
  const found: Size[] = [];
  const lines = file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
  if (lines > fileLimit) found.push({ what: file.path, lines });
  const source = parse(file);
  const visit = (node: ts.Node, name: string): void => {
    const own = ts.isFunctionLike(node) ? functionName(node) : undefined;
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const start = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const length = source.getLineAndCharacterOfPosition(node.getEnd()).line - start + 1;
      if (length > functionLimit) found.push({ what: `${file.path}#${own ?? name}`, lines: length });
    }
    ts.forEachChild(node, (child) => visit(child, own ?? name));
  };
  visit(source, 'anonymous');
  return found;
}

function functionName(node: ts.SignatureDeclaration): string | undefined {
  if (node.name !== undefined) return node.name.getText();
  const holder = node.parent;
  const named = ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder);
  return named ? holder.name.getText() : undefined;
}

export type Allowed = Readonly<Record<string, { readonly lines: number; readonly reason: string }>>;

/**
 * What the allow-list does not cover, and entries that allow more than is needed: the list may only shrink.
 */
export function sizeFindings(sizes: readonly Size[], allowed: Allowed): readonly string[] {
  const over = sizes
    .filter(({ what, lines }) => lines > (allowed[what]?.lines ?? 0))
    .map(
      ({ what, lines }) => `${what} has ${lines} lines; split it, or give a reason in test/tidy-allow.json`,
    );
  const loose = Object.entries(allowed).flatMap(([what, entry]) => {
    const lines = sizes.find((size) => size.what === what)?.lines;
    if (lines === undefined)
      return [`test/tidy-allow.json: ${what} is within the limits; take the entry out`];
    if (lines < entry.lines)
      return [`test/tidy-allow.json: ${what} is down to ${lines} lines; lower the entry`];
    return entry.reason.length < 20 ? [`test/tidy-allow.json: ${what} needs a reason`] : [];
  });
  return [...over, ...loose];
}

/** Number of `# Title` lines outside fenced blocks. */
export function titleCount(markdown: string): number {
  const prose = markdown.replace(/^(```+|~~~+)[\s\S]*?^\1\s*$/gm, '');
  return (prose.match(/^# \S/gm) ?? []).length;
}
