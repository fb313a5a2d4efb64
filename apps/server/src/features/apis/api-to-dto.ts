import type { Api } from '@jackfield/contracts';
import type { ApiRecord } from './apis.repository.ts';

export function apiToDto({ isDeleted: _, ...api }: ApiRecord): Api {
  return api;
}
