import { describe, expect, test } from 'vitest';
import { Keyring } from '../keyring/keyring.ts';
import type { ProjectRows } from './configuration.repository.ts';
import { Configuration } from './configuration.ts';

const ID = 'p';
const SLUG = 'shop';

/** A database of one project without secrets, whose workspace counts how often it was read. */
class OneProject {
  reads = 0;
  isGone = false;
  /** Held back until it is called. */
  release: (() => void) | undefined;
  holdsBack = false;

  async findProjectId(slug: string): Promise<string | null> {
    return slug === SLUG ? ID : null;
  }

  shapesOf = async () => new Map();

  async load(): Promise<ProjectRows> {
    this.reads += 1;
    const rows: ProjectRows = {
      id: ID,
      workspaceId: `read ${this.reads}`,
      slug: SLUG,
      keepsBodies: false,
      environments: [],
      variables: [],
      secrets: [],
      tokens: [],
      apis: [],
    };
    if (this.isGone) throw new Error('the database is gone');
    if (this.holdsBack) {
      await new Promise<void>((resolve) => {
        this.release = resolve;
      });
    }
    return rows;
  }
}

// Without secrets no key is asked for.
const keyring: Keyring = Object.create(Keyring.prototype);

function configurationOf(repository: OneProject): Configuration {
  return new Configuration({ repository, keyring });
}

describe('a project in memory', () => {
  test('a person is shown what stands, and runs then use that too', async () => {
    const configuration = configurationOf(new OneProject());
    configuration.hear();
    await configuration.ofSlug(SLUG);
    expect(configuration.inMemory(SLUG)?.workspaceId).toBe('read 1');
    expect((await configuration.ofProject(ID))?.workspaceId).toBe('read 2');
    expect(configuration.inMemory(SLUG)?.workspaceId).toBe('read 2');
  });

  test('a person who cannot be shown it takes nothing from the runs', async () => {
    const database = new OneProject();
    const configuration = configurationOf(database);
    configuration.hear();
    await configuration.ofSlug(SLUG);
    database.isGone = true;
    await expect(configuration.ofProject(ID)).rejects.toThrow('gone');
    expect(configuration.inMemory(SLUG)?.workspaceId).toBe('read 1');
  });

  test('nothing in memory is used unasked before changes are heard, nor after they are not', async () => {
    const configuration = configurationOf(new OneProject());
    await configuration.ofSlug(SLUG);
    expect(configuration.inMemory(SLUG)).toBeNull();
    configuration.hear();
    await configuration.ofSlug(SLUG);
    expect(configuration.inMemory(SLUG)?.workspaceId).toBe('read 2');
    configuration.goDeaf(Date.now());
    expect(configuration.inMemory(SLUG)).toBeNull();
  });

  test('what was read before changes are heard again is read anew, and used where that fails', async () => {
    const database = new OneProject();
    const configuration = configurationOf(database);
    configuration.hear();
    await configuration.ofSlug(SLUG);
    configuration.hear();
    expect(configuration.inMemory(SLUG)).toBeNull();
    database.isGone = true;
    expect((await configuration.ofSlug(SLUG))?.workspaceId).toBe('read 1');
    expect(configuration.inMemory(SLUG)).toBeNull();
    database.isGone = false;
    configuration.hear();
    expect((await configuration.ofSlug(SLUG))?.workspaceId).toBe('read 3');
    expect(configuration.inMemory(SLUG)?.workspaceId).toBe('read 3');
  });

  test.each<[string, (configuration: Configuration) => void]>([
    ['the project changes', (configuration) => configuration.forget(ID)],
    ['changes are heard again', (configuration) => configuration.hear()],
  ])('what began to be read before %s is not kept', async (_what, happens) => {
    const database = new OneProject();
    database.holdsBack = true;
    const configuration = configurationOf(database);
    configuration.hear();
    const before = configuration.ofSlug(SLUG);
    await expect.poll(() => database.release).toBeDefined();
    happens(configuration);
    database.holdsBack = false;
    database.release?.();
    expect((await before)?.workspaceId).toBe('read 1');
    expect(configuration.inMemory(SLUG)).toBeNull();
    expect((await configuration.ofSlug(SLUG))?.workspaceId).toBe('read 2');
  });
});
