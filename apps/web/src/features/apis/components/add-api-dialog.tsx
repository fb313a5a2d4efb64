import type { Project } from '@jackfield/contracts';
import { Modal } from '@mantine/core';
import { AddApiForm } from './add-api-form.tsx';

interface AddApiDialogProps {
  project: Project;
  onClose(): void;
}

export function AddApiDialog({ project, onClose }: AddApiDialogProps) {
  return (
    <Modal opened onClose={onClose} title="Add an API" size={480} closeButtonProps={{ 'aria-label': 'Close' }}>
      <AddApiForm project={project} onAdded={onClose} />
    </Modal>
  );
}
