import { keptHeaders, type NamedValue } from '@jackfield/connector';
import { openedTexts } from '@jackfield/runner';
import { fieldChoicesSchema, listPointers, openedPointers, type ShapeSchema } from '@jackfield/shape';
import type { Keyring } from '../keyring/keyring.ts';
import { readApiDocument, readCallDocument, readFingerprint } from '../stored-documents.ts';
import {
  type CompiledApi,
  type CompiledCall,
  type CompiledEnvironment,
  type CompiledProject,
  type CompiledSecret,
  type SecretOwnerType,
  secretKey,
} from './compiled.ts';
import type { ProjectRows } from './configuration.repository.ts';
import { parseOrigins } from './origins.ts';
import { secretPlace } from './secret-place.ts';

const AUTH_SLOT_PREFIX = 'auth.';

/** Rows into what a run needs: secrets opened, names resolved per environment, documents parsed when first used. */
export async function compileProject(
  rows: ProjectRows,
  xmlShapes: ReadonlyMap<string, ShapeSchema>,
  keyring: Keyring,
): Promise<CompiledProject> {
  const secrets = new Map<string, CompiledSecret[]>();
  for (const row of rows.secrets) {
    const secret: CompiledSecret = {
      id: row.id,
      owner: toOwnerType(row.ownerType),
      ownerId: row.ownerId,
      slot: row.slot,
      value: await keyring.open(secretPlace(rows.workspaceId, row.id), row.sealed),
      origins: new Set(parseOrigins(row.origins)),
    };
    const ofEnvironment = secrets.get(row.environmentId) ?? [];
    ofEnvironment.push(secret);
    secrets.set(row.environmentId, ofEnvironment);
  }
  return {
    id: rows.id,
    workspaceId: rows.workspaceId,
    slug: rows.slug,
    changeCount: rows.changeCount,
    keepsBodies: rows.keepsBodies,
    environments: new Map(
      rows.environments.map((row) => [row.id, compileEnvironment(row, rows, secrets.get(row.id) ?? [])]),
    ),
    apis: new Map(rows.apis.map((row) => [row.slug, compileApi(row, xmlShapes)])),
    tokens: new Map(rows.tokens.map(({ hash, id, environmentId }) => [hash, { id, environmentId }])),
  };
}

function toOwnerType(text: string): SecretOwnerType {
  if (text === 'project' || text === 'api' || text === 'call') return text;
  throw new Error(`a secret has the unknown owner type ${text}`);
}

function compileEnvironment(
  row: ProjectRows['environments'][number],
  rows: ProjectRows,
  secrets: CompiledSecret[],
): CompiledEnvironment {
  const values = new Map<string, NamedValue | undefined>();
  // A name that has a value in another environment only is known here, without a value: nothing falls back.
  for (const { name } of rows.variables) values.set(name, undefined);
  for (const { ownerType, slot } of rows.secrets) if (ownerType === 'project') values.set(slot, undefined);
  for (const { name, environmentId, value } of rows.variables) {
    if (environmentId === row.id) values.set(name, { kind: 'variable', value });
  }
  const authSecrets = new Map<string, Map<string, string>>();
  for (const { owner, ownerId, slot, value } of secrets) {
    if (value === null) continue;
    if (owner === 'project') values.set(slot, { kind: 'secret', value });
    if (owner === 'api' && slot.startsWith(AUTH_SLOT_PREFIX)) {
      const fields = authSecrets.get(ownerId) ?? new Map<string, string>();
      authSecrets.set(ownerId, fields.set(slot.slice(AUTH_SLOT_PREFIX.length), value));
    }
  }
  const none: ReadonlyMap<string, string> = new Map();
  return {
    id: row.id,
    name: row.name,
    isLive: row.isLive,
    values,
    secrets: new Map(secrets.map((secret) => [secretKey(secret.owner, secret.ownerId, secret.slot), secret])),
    authSecretsOf: (apiId) => authSecrets.get(apiId) ?? none,
  };
}

function compileApi(row: ProjectRows['apis'][number], xmlShapes: ReadonlyMap<string, ShapeSchema>): CompiledApi {
  const document = onFirstUse(() => readApiDocument(row.document));
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    calls: new Map(row.calls.map((call) => [call.slug, compileCall(call, xmlShapes.get(call.id))])),
    get document() {
      return document();
    },
  };
}

function compileCall(
  row: ProjectRows['apis'][number]['calls'][number],
  xmlShape: ShapeSchema | undefined,
): CompiledCall {
  const document = onFirstUse(() => readCallDocument(row.document));
  const headers = onFirstUse(() => keptHeaders(document()));
  const opened = onFirstUse(() => openedTexts(openedPointers(fieldChoicesSchema.parse(row.shape?.choices ?? {}))));
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    version: row.version,
    shapeResponseType: shapeResponseType(row),
    listPointers: new Set(xmlShape === undefined ? [] : listPointers(xmlShape)),
    get document() {
      return document();
    },
    get openedTexts() {
      return opened();
    },
    get keptHeaders() {
      return headers();
    },
  };
}

/** The response type that a call's shape was saved with; null while it is not initialized. */
export function shapeResponseType({ shape }: ProjectRows['apis'][number]['calls'][number]): string | null {
  return shape === null ? null : readFingerprint(shape.fingerprint).responseType;
}

/** A project of a thousand calls is not parsed at once, which would hold up every other run. */
function onFirstUse<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
