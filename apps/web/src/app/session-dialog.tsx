import type { Session } from '@jackfield/contracts';
import { Button, Modal } from '@mantine/core';
import { SignInForm } from '../features/session/components/sign-in-form.tsx';

interface SessionDialogProps {
  email: string;
  onSignedIn(session: Session): void;
  onLeave(): void;
}

/** The session has ended: signing in again in place, with everything still there. */
export function SessionDialog({ email, onSignedIn, onLeave }: SessionDialogProps) {
  return (
    <Modal
      opened
      onClose={onLeave}
      title="Sign in again"
      size={400}
      centered
      zIndex={400}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <p style={{ margin: '0 0 16px', fontSize: 14 }}>
        Your session has ended. Everything that you typed is still here, and is saved when you have signed in.
      </p>
      <SignInForm email={email} onSignedIn={onSignedIn} />
      <Button variant="subtle" color="gray" fullWidth mt="xs" onClick={onLeave}>
        Leave this page
      </Button>
    </Modal>
  );
}
