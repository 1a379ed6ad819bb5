/** The folder docs/regulation: its map has every page, and its list of what is not covered has every list of the pages. */

import { describe, expect, it } from 'vitest';
import { links } from '../support/markdown.ts';
import { repositoryFiles } from '../support/tree.ts';

const FOLDER = 'docs/regulation/';
const pages = repositoryFiles()
  .filter(({ path }) => path.startsWith(FOLDER) && path.endsWith('.md'))
  .map(({ path, text }) => ({ name: path.slice(FOLDER.length), text }));
const targetsOf = (name: string): readonly string[] =>
  links(pages.find((page) => page.name === name)?.text ?? '').map(({ target }) => target);

describe('docs/regulation', () => {
  it('has a map with every page', () => {
    const names = pages.map(({ name }) => name).filter((name) => name !== 'README.md');
    expect(names.filter((name) => !targetsOf('README.md').includes(name))).toEqual([]);
  });

  it('tells in one place where everything stands that is not covered', () => {
    const lists = pages
      .filter(({ text }) => text.includes('\n## Not there yet\n'))
      .map(({ name }) => `${name}#not-there-yet`);
    expect(lists.length).toBeGreaterThan(3);
    expect(lists.filter((list) => !targetsOf('not-covered.md').includes(list))).toEqual([]);
  });
});
