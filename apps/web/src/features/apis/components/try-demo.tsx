import { addDemoApi, type Project } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import classes from './first-api.module.css';

/** Adds the API that the server itself serves, and opens its first call. */
export function TryDemo({ project }: { project: Project }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const add = useMutation({
    mutationFn: () => callEndpoint(addDemoApi, { params: { projectId: project.id } }),
    onSuccess: async ({ callId }) => {
      await navigate({ to: '/projects/$projectId/calls/$callId', params: { projectId: project.id, callId } });
      await queryClient.invalidateQueries({ queryKey: projectQueries.tree(project.id).queryKey });
    },
  });
  return (
    <div className={classes.other}>
      <span>Or look around first, without a key or a network</span>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={16} stroke={1.75} aria-hidden />}
        loading={add.isPending}
        onClick={() => add.mutate()}
      >
        Try the demo API
      </Button>
      <ProblemNotice error={add.error} />
    </div>
  );
}
