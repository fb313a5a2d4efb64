import type { Project } from '@jackfield/contracts';
import { Modal } from '@mantine/core';
import { AddApiForm } from './add-api-form.tsx';

interface AddApiDialogProps {
  project: Project;
  isOpen: boolean;
  onClose(): void;
}

export function AddApiDialog({ project, isOpen, onClose }: AddApiDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Add an API" size={480} closeButtonProps={{ 'aria-label': 'Close' }}>
      <AddApiForm project={project} onAdded={onClose} />
    </Modal>
  );
}
