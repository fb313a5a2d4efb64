import { type Api, discoverProvider, type Environment, startConnecting } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconExternalLink, IconWorldSearch } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { connectionQueries } from '../../../lib/queries/connection-queries.ts';
import classes from './connection-panel.module.css';

interface ConsentPanelProps {
  apiId: string;
  environment: Environment;
  canEdit: boolean;
  issuer: string;
  /** Saves what is typed; null: it could not. */
  save: () => Promise<Api | null>;
  onDiscovered: (fields: Readonly<Record<string, string>>) => void;
  /** Whose connection it will be, and who is told that they were sent off; null for the one that all share. */
  endUser: { user: string; onSent: () => void } | null;
}

const POLL_MS = 1_500;

/** Sends somebody to the provider in a window of its own, and waits for them to come back. */
export function ConsentPanel(props: ConsentPanelProps) {
  const { apiId, environment, canEdit, issuer, save, onDiscovered, endUser } = props;
  const [sentAt, setSentAt] = useState<number | null>(null);
  const detail = connectionQueries.detail(apiId, environment.id);
  const { data: connection } = useQuery({
    ...detail,
    refetchInterval: ({ state }) => {
      const triedAt = state.data?.triedAt ?? null;
      const isBack = triedAt !== null && sentAt !== null && Date.parse(triedAt) >= sentAt;
      return sentAt === null || isBack ? false : POLL_MS;
    },
  });
  const connect = useMutation({
    mutationFn: async (page: Window | null) => {
      const saved = await save();
      if (saved === null) throw new Error('What you typed could not be saved. See the top right for why.');
      const params = { apiId, environmentId: environment.id };
      const { url } = await callEndpoint(startConnecting, {
        params,
        body: { version: saved.version, ...(endUser === null ? {} : { user: endUser.user }) },
      });
      if (page === null) window.location.assign(url);
      else page.location.href = url;
    },
    onMutate: () => (endUser === null ? setSentAt(Date.now()) : endUser.onSent()),
    onError: (_error, page) => page?.close(),
  });
  const discover = useMutation({
    mutationFn: () => callEndpoint(discoverProvider, { params: { apiId }, body: { issuer } }),
    onSuccess: ({ issuer: found, authorizeUrl, tokenUrl, revokeUrl, profileUrl }) => {
      const fields = { issuer: found, authorizeUrl, tokenUrl, revokeUrl, profileUrl };
      onDiscovered(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')));
    },
  });
  const callbackUrl = connection?.callbackUrl ?? '';
  const isConnected = connection?.connectedAt != null;
  return (
    <>
      <dl className={classes.facts}>
        <dt>Callback URL</dt>
        <dd className={classes.copied}>
          <code>{callbackUrl}</code> <CopyButton text={callbackUrl} label="Copy the callback URL" />
        </dd>
      </dl>
      {canEdit && (
        <div className={classes.actions}>
          <Button
            size="xs"
            leftSection={<IconExternalLink size={14} aria-hidden />}
            loading={connect.isPending}
            disabled={endUser?.user === ''}
            // Opened at once: a window that opens after an answer is one that browsers block.
            onClick={() => connect.mutate(window.open('', '_blank', 'popup,width=560,height=720'))}
          >
            {connectLabel(endUser?.user ?? null, isConnected)}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconWorldSearch size={14} aria-hidden />}
            loading={discover.isPending}
            disabled={issuer === ''}
            onClick={() => discover.mutate()}
          >
            Discover from the issuer
          </Button>
        </div>
      )}
      <ProblemNotice error={connect.error ?? discover.error} />
    </>
  );
}

function connectLabel(user: string | null, isConnected: boolean): string {
  if (user !== null) return user === '' ? 'Connect a user' : `Connect ${user}`;
  return isConnected ? 'Reconnect' : 'Connect';
}
