import type { Api } from '@jackfield/contracts';
import { apiToDto } from '../../api-to-dto.ts';
import { notFound } from '../../app-error.ts';
import type { Repositories } from '../../repositories.ts';
import type { ApiRecord } from './apis.repository.ts';

type Repos = Pick<Repositories, 'apis'>;

/** The living API, or not found. */
export async function findLivingApi(repos: Repos, apiId: string): Promise<ApiRecord> {
  const api = await repos.apis.find(apiId);
  if (!api || api.isDeleted) throw notFound('API');
  return api;
}

export async function getApi({ repositories }: { repositories: Repos }, apiId: string): Promise<Api> {
  return apiToDto(await findLivingApi(repositories, apiId));
}
