import type { ApiDocument, CallDocument } from '@jackfield/connector';
import type { Member } from './caller.ts';
import type { Repositories } from './repositories.ts';
import { freeSlug, toSlug } from './slug.ts';

/** Adds an API under a slug that is free, and writes it down. Whether its name is free is the caller's to see. */
export async function addApi(
  { apis, audit }: Pick<Repositories, 'apis' | 'audit'>,
  caller: Member,
  { name, document }: { name: string; document: ApiDocument },
) {
  const { projectId } = caller;
  const slug = toSlug(name, 'api');
  const api = await apis.create({
    projectId,
    name,
    slug: freeSlug(slug, await apis.slugsLike(projectId, slug)),
    document,
  });
  await audit.record(caller, {
    action: 'api.create',
    subjectType: 'api',
    subjectId: api.id,
    after: { name, document },
  });
  return api;
}

/** The same for a call, at the end of its API. */
export async function addCall(
  { calls, audit }: Pick<Repositories, 'calls' | 'audit'>,
  caller: Member,
  { apiId, name, document }: { apiId: string; name: string; document: CallDocument },
) {
  const slug = toSlug(name, 'call');
  const call = await calls.create({ apiId, name, slug: freeSlug(slug, await calls.slugsLike(apiId, slug)), document });
  await audit.record(caller, {
    action: 'call.create',
    subjectType: 'call',
    subjectId: call.id,
    after: { name, document },
  });
  return call;
}
