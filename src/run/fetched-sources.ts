/**
 * Rows of servers for a session: fetched when the first source of a date is asked for, all of the project at once, and kept for as long as the session
 * looks at that date, so that it sees one state of each server however often it looks. The files lie in a folder of this process and go with it.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolvedSource } from '../input/source.ts';
import { makeOwnFolder, type OwnFolder } from '../processes/own-folder.ts';
import type { Project, ProjectSource, ServerTable } from '../project/project.ts';
import { tableOn } from '../project/resolve.ts';
import { assert } from '../std/assert.ts';

type Sources = ReadonlyMap<ProjectSource, ResolvedSource>;

export class FetchedSources {
  readonly #project: Project;
  readonly #work: string;
  #folder: OwnFolder | undefined;
  #date = '';
  #sources: Promise<Sources> | undefined;

  /** `work` is the folder of work in progress, whose folders are removed when their process is gone; see files-in-use.ts. */
  constructor(project: Project, work: string) {
    this.#project = project;
    this.#work = work;
  }

  /** A source that reads a server, on a date (ISO). Asking for another date removes what there was. Errors: fetch.…. */
  async of(source: ProjectSource, date: string): Promise<ResolvedSource> {
    if (this.#sources === undefined || this.#date !== date) {
      const before = this.remove();
      this.#date = date;
      this.#sources = before.then(() => this.#fetch(date));
    }
    const found = (await this.#sources).get(source);
    assert(found !== undefined, 'every source that reads a server was fetched');
    return found;
  }

  async #fetch(date: string): Promise<Sources> {
    this.#folder = await makeOwnFolder(this.#work, 'fetch');
    return fetchSources(this.#project, date, this.#folder.path);
  }

  /** When the session ends. What is still being fetched is waited for, as its files would come after. */
  async remove(): Promise<void> {
    await this.#sources?.catch(() => undefined);
    await this.#folder?.remove();
  }
}

async function fetchSources(project: Project, date: string, folder: string): Promise<Sources> {
  const fetched = new Map<ProjectSource, ResolvedSource>();
  // The client of the server takes a tenth of a small command to load, and few projects have one.
  const { fetchRows } = await import('../fetch/fetch-rows.ts');
  for (const [number, own] of serversOf(project).entries()) {
    const into = join(folder, `${number}`);
    await mkdir(into, { recursive: true });
    const asked = own.map(({ source, server }) => ({ ...tableOn(server, date), place: source.spec.place }));
    const rows = await fetchRows(asked, into);
    for (const [i, { source }] of own.entries()) {
      const found = rows[i];
      assert(found !== undefined, 'what was asked for was fetched');
      const { spec } = source;
      // The file has no line of names, and the import takes them from here.
      fetched.set(source, {
        spec: { ...spec, csv: { ...spec.csv, names: found.names } },
        files: [found.file],
      });
    }
  }
  return fetched;
}

interface Own {
  readonly source: ProjectSource;
  readonly server: ServerTable;
}

/** The sources that read servers, those of one server together. */
function serversOf(project: Project): readonly (readonly Own[])[] {
  const servers = new Map<string, Own[]>();
  for (const source of project.sources) {
    const { server } = source;
    if (server === null) continue;
    const own = servers.get(server.variable) ?? [];
    own.push({ source, server });
    servers.set(server.variable, own);
  }
  return [...servers.values()];
}
