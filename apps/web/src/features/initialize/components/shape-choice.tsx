import type { Call } from '@jackfield/contracts';
import { Button, SegmentedControl } from '@mantine/core';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useDeleteErrorShape } from '../hooks/use-delete-error-shape.ts';
import classes from './structured-view.module.css';

export type ShownShape = 'success' | 'error';

interface ShapeChoiceProps {
  call: Call;
  shown: ShownShape;
  canEdit: boolean;
  onShow: (shown: ShownShape) => void;
}

/** Which of a call's two saved shapes is looked at; nothing where there is one alone. */
export function ShapeChoice({ call, shown, canEdit, onShow }: ShapeChoiceProps) {
  const forget = useDeleteErrorShape(call);
  if (call.errorShape === null) return null;
  return (
    <div className={classes.choice}>
      <SegmentedControl
        size="xs"
        aria-label="Which shape"
        data={[
          { value: 'success', label: 'Success' },
          { value: 'error', label: `Error: ${call.errorShape.statuses.join(', ')}` },
        ]}
        value={shown}
        onChange={(value) => onShow(value === 'error' ? 'error' : 'success')}
      />
      {shown === 'error' && canEdit && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={forget.isPending}
          onClick={() => forget.mutate(undefined, { onSuccess: () => onShow('success') })}
        >
          Forget this error shape
        </Button>
      )}
      <ProblemNotice error={forget.error} />
    </div>
  );
}
