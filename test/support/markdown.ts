/** Markdown as the checks need it: fenced blocks, headings as anchors, and links. */

export interface Block {
  /** What follows the opening fence: `sh run`, `yaml file plimsoll.yaml`. */
  readonly info: string;
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

/** Fenced blocks in order; an unclosed one is an error. */
export function blocks(markdown: string): readonly Block[] {
  const found: Block[] = [];
  const lines = markdown.split('\n');
  for (let start = 0; start < lines.length; start++) {
    const fence = /^(`{3,}|~{3,})(.*)$/.exec(lines[start] ?? '');
    if (fence === null) continue;
    const end = lines.indexOf(fence[1] ?? '', start + 1);
    if (end < 0) throw new Error(`The block that starts in line ${start + 1} is not closed`);
    const text = lines.slice(start + 1, end).join('\n');
    found.push({ info: (fence[2] ?? '').trim(), text, line: start + 1 });
    start = end;
  }
  return found;
}

/** The page without fenced blocks, line numbers kept. */
export function prose(markdown: string): string {
  return markdown.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[ \t]*$/gm, (block) =>
    block.replace(/[^\n]/g, ''),
  );
}

/** Anchors that a page offers: one per heading, made the way code hosts do. A repeated heading gets `-1`, `-2`, … */
export function anchors(markdown: string): readonly string[] {
  const seen = new Map<string, number>();
  return [...prose(markdown).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map((match) => {
    const slug = slugOf(match[1] ?? '');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

export interface Link {
  readonly target: string;
  readonly line: number;
}

/** Targets of `[text](target)` and `![text](target)` outside code. */
export function links(markdown: string): readonly Link[] {
  return prose(markdown)
    .split('\n')
    .flatMap((line, index) =>
      [...line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map((match) => ({
        target: match[1] ?? '',
        line: index + 1,
      })),
    );
}
