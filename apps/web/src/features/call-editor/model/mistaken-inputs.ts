import { type CallDocument, inputToText } from '@jackfield/connector';

/** Names that stand in angle brackets in texts far more often than inputs do. */
const TAGS = new Set(
  'a b i u p s em h1 h2 h3 h4 h5 h6 br hr li ol ul td th tr div img pre sub sup code font span html body head title table tbody thead strong script style small center iframe'.split(
    ' ',
  ),
);

/** Inputs of the JSON body that look like tags of HTML in a text, and can be made text. */
export function mistakenInputs(document: CallDocument): string[] {
  return document.inputs
    .map(({ name }) => name)
    .filter((name) => TAGS.has(name.toLowerCase()) && inputToText(document, name) !== null);
}
