import { formatExact } from '../../../lib/format-time.ts';
import { fromNow } from '../model/health-words.ts';

export function Instant({ instant }: { instant: string }) {
  return (
    <time dateTime={instant} title={formatExact(instant)}>
      {fromNow(instant, Date.now())}
    </time>
  );
}
