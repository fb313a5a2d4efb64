import type { ResponseType } from '@jackfield/connector';
import { type EndpointBody, enterResponse as endpoint, type PendingShape } from '@jackfield/contracts';
import { readEntered } from '@jackfield/runner';
import { invalidRequest } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { type FindDraftDependencies, findDraft } from './find-draft.ts';
import { type LearnDependencies, learnPending } from './learn-pending.ts';

interface Wanted {
  callId: string;
  body: EndpointBody<typeof endpoint>;
  signal: AbortSignal;
}

const FILE_SAMPLE = Buffer.from('{"contentType":"image/png","fileName":"name.png","bytes":0,"base64":""}');
const ANY_TEXT = Buffer.from('""');

/** A typed response becomes a shape like a received one, marked as what it is. Nothing of it is kept but that. */
export async function enterResponse(
  dependencies: FindDraftDependencies & LearnDependencies,
  caller: Member,
  { callId, body, signal }: Wanted,
): Promise<PendingShape> {
  const target = await findDraft(dependencies, caller, callId, body, endpoint);
  const isError = body.status < 200 || body.status > 299;
  const sample = await readSample(body.text, isError ? 'json' : target.call.document.responseType, isError);
  return learnPending(
    dependencies,
    { target, caller, signal },
    { sample, headers: null, errorStatus: isError ? body.status : null, isEntered: true },
  );
}

async function readSample(text: string, type: ResponseType, isError: boolean): Promise<Uint8Array | null> {
  switch (type) {
    case 'empty':
      return null;
    case 'image':
    case 'file':
      return FILE_SAMPLE;
    case 'text':
      return ANY_TEXT;
    case 'json':
    case 'xml':
    case 'number': {
      const read = await readEntered(text, type);
      if (read.ok) return read.data;
      const fix = isError
        ? 'The shape of a refusal is learned from JSON: enter what the API says as JSON.'
        : 'Put it right there, or choose another response type in the settings of the call.';
      throw refused(read.error.detail, fix);
    }
    default:
      throw refused('A response of this type cannot be entered.', 'Initialize the call instead.');
  }
}

function refused(message: string, fix: string) {
  return invalidRequest([{ path: ['body', 'text'], message, fix }], message);
}
