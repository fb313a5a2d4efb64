import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';

interface SignOutQuestionProps {
  isBusy: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Signing out forgets what could not be saved, so that the next person does not find it. */
export function SignOutQuestion(props: SignOutQuestionProps) {
  return (
    <ConfirmDialog {...props} isOpen title="Sign out and lose what is not saved?" confirmLabel="Sign out">
      Something that you typed is not saved yet. It is forgotten when you sign out, so that nobody else finds it in this
      browser.
    </ConfirmDialog>
  );
}
