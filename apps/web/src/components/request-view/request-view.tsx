import { requestCurl, type SentRequest } from '@jackfield/connector';
import { byteWords } from '../../lib/figures.ts';
import { CopyAs } from '../copy-as.tsx';
import { CopyButton } from '../copy-button.tsx';
import { MethodBadge } from '../method-badge.tsx';
import { ScrollFrame } from '../scroll-frame.tsx';
import { HeadersView } from './headers-view.tsx';
import classes from './request-view.module.css';

/** The request as it was, or would be, sent: masked, secrets as names. */
export function RequestView({ request, lead }: { request: SentRequest; lead: string }) {
  return (
    <div className={classes.request}>
      <p className={classes.lead}>{lead}</p>
      <div className={classes.address}>
        <MethodBadge method={request.method} />
        <code className={classes.url}>{request.url}</code>
        <CopyButton text={request.url} label="Copy the URL" />
      </div>
      <CopyAs label="Copy as cURL" make={() => requestCurl(request)} />
      <HeadersView headers={request.headers} label="Headers of the request" />
      {request.body !== null && request.body !== '' && (
        <section>
          <h2 className={classes.heading}>
            Body <span className={classes.quiet}>{byteWords(request.bodyBytes)}</span>
          </h2>
          <ScrollFrame as="pre" className={classes.body}>
            {request.body}
          </ScrollFrame>
        </section>
      )}
    </div>
  );
}
