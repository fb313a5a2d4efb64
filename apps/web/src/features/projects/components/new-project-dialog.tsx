import { zodResolver } from '@hookform/resolvers/zod';
import { createProject, type Workspace } from '@jackfield/contracts';
import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { applyProblem } from '../../../lib/apply-problem.ts';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';

/** A project of its own environments, APIs, values and tokens. */
export function NewProjectDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { control, handleSubmit, setError } = useForm({
    resolver: zodResolver(createProject.body.pick({ name: true })),
    defaultValues: { name: '' },
  });
  const add = useMutation({
    mutationFn: (name: string) => callEndpoint(createProject, { body: { workspaceId: workspace.id, name } }),
    onSuccess: async (project) => {
      await queryClient.invalidateQueries({ queryKey: projectQueries.list().queryKey });
      onClose();
      await navigate({ to: '/projects/$projectId', params: { projectId: project.id }, search: {} });
    },
    onError: (error) => applyProblem(error, ['name'], setError),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={`New project in ${workspace.name}`}
      size={440}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form noValidate onSubmit={handleSubmit(({ name }) => add.mutate(name))}>
        <ProblemNotice error={add.error} fields={['name']} />
        <FormTextField
          control={control}
          name="name"
          label="Name"
          help="It gets the environments Development and Live."
          autoComplete="off"
          hasFocus
        />
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={add.isPending}>
            Create project
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
