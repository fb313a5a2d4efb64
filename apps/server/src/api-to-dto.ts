import type { Api } from '@jackfield/contracts';
import type { ApiRecord } from './features/apis/apis.repository.ts';

export function apiToDto({ isDeleted: _, ...api }: ApiRecord): Api {
  return api;
}
