import type { Input } from '@jackfield/connector';
import { changeInput, inputNamesIn } from '../model/api-draft.ts';
import classes from './api-page.module.css';
import { type ApiSectionProps, SectionFrame } from './api-section.tsx';
import { SharedInputLine } from './shared-input-line.tsx';

/** The inputs of the shared rows and base URLs; hidden while there are none. */
export function SharedInputs({ document, canEdit, onChange, onLeave }: ApiSectionProps) {
  if (document.inputs.length === 0) return null;
  const used = new Set(inputNamesIn(document));
  const set = (name: string, change: Partial<Input>) => onChange(changeInput(document, name, change));
  return (
    <SectionFrame
      title="Inputs"
      lead="What callers pass for the shared rows. A call's own input of the same name wins."
    >
      <ul className={classes.inputs}>
        {document.inputs.map((input) => (
          <SharedInputLine
            key={input.name}
            {...{ input, canEdit, onLeave }}
            isUsed={used.has(input.name)}
            onChange={(change) => set(input.name, change)}
            onDelete={() => onChange({ inputs: document.inputs.filter(({ name }) => name !== input.name) })}
          />
        ))}
      </ul>
    </SectionFrame>
  );
}
