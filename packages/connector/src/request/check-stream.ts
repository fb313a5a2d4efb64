import { parseValuePath } from '../stream/value-path.ts';
import type { BuildContext } from './build-context.ts';

/** What of the settings of a stream cannot be followed: told while editing, and never sent. */
export function checkStream(ctx: BuildContext): void {
  const { responseType, stream } = ctx.args.call;
  if (responseType !== 'stream') return;
  checkPath(ctx, stream.textPath, ['call', 'stream', 'textPath']);
  const { end } = stream;
  const path = ['call', 'stream', 'end'];
  const fix = 'Fill it in, or choose the end of the connection.';
  if (end.kind === 'data' && end.value.trim() === '')
    ctx.report({ path }, 'The data that ends the stream is empty.', fix);
  if (end.kind === 'event' && end.name.trim() === '')
    ctx.report({ path }, 'The event that ends the stream has no name.', fix);
  if (end.kind !== 'path') return;
  if (end.path.trim() === '') ctx.report({ path }, 'The path that ends the stream is empty.', fix);
  else checkPath(ctx, end.path, path);
}

function checkPath(ctx: BuildContext, text: string, path: string[]): void {
  const parsed = parseValuePath(text);
  if (!parsed.ok) {
    ctx.report(
      { path, source: text },
      parsed.message,
      'Write it like choices[0].delta.content or /choices/0/delta/content.',
    );
  }
}
