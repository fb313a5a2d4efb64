import type { Token } from '@jackfield/contracts';
import type { Repositories } from '../../repositories.ts';
import { tokenToDto } from './token-to-dto.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'tokens'>;
}

export async function listTokens({ repositories }: Dependencies, projectId: string): Promise<{ tokens: Token[] }> {
  return { tokens: (await repositories.tokens.list(projectId)).map(tokenToDto) };
}
