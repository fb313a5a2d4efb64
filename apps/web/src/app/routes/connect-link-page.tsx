import { openConnectingLink, readConnectingLink } from '@jackfield/contracts';
import { Button, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Door } from '../../features/session/components/door.tsx';
import { callEndpoint } from '../../lib/call-endpoint.ts';

/** Where the link of an end user leads: it says what they are asked for, and goes on when they say so. */
export function ConnectLinkPage() {
  const [link] = useState(() => window.location.hash.slice(1));
  const asked = useQuery({
    queryKey: ['connecting-link', link],
    queryFn: () => callEndpoint(readConnectingLink, { body: { link } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const open = useMutation({
    mutationFn: () => callEndpoint(openConnectingLink, { body: { link } }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  if (asked.error !== null) {
    return (
      <Door title="Not connected" lead="Nothing was connected.">
        <ProblemNotice error={asked.error} />
      </Door>
    );
  }
  if (asked.data === undefined) {
    return (
      <Door title="Connect your account" lead="One moment.">
        {null}
      </Door>
    );
  }
  const { projectName, apiName, provider } = asked.data;
  return (
    <Door title="Connect your account" lead={`Your account at ${provider}, with ${projectName}.`}>
      <Stack gap="md">
        <Notice kind="info" title={`${projectName} asks to use ${apiName} with your account.`}>
          <p>
            If you continue, {provider} asks you to sign in and to allow it. What you allow is then done on behalf of
            whoever got this link from {projectName}.
          </p>
          <p>Continue only if you asked for this link yourself.</p>
        </Notice>
        <ProblemNotice error={open.error} />
        <Button fullWidth loading={open.isPending || open.isSuccess} onClick={() => open.mutate()}>
          Continue to {provider}
        </Button>
      </Stack>
    </Door>
  );
}
