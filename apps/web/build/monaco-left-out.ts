import type { Plugin } from 'vite';

const NOWHERE = 'static get() { return null; }';

/**
 * Parts of Monaco that its core imports and the editor never reaches, with the little that stands in for each. They
 * are a fifth of its weight. Paths are those of the exact version in package.json: a build fails when one is not met.
 */
const LEFT_OUT: Record<string, string> = {
  // Comparing two texts.
  'editor/browser/widget/diffEditor/diffEditorWidget.js': 'export class DiffEditorWidget {}',
  'editor/browser/widget/multiDiffEditor/multiDiffEditorWidget.js': 'export class MultiDiffEditorWidget {}',
  // Drawing on the graphics card: an experiment that is off.
  'editor/browser/gpu/viewGpuContext.js': 'export class ViewGpuContext {}',
  'editor/browser/viewParts/viewLinesGpu/viewLinesGpu.js': 'export class ViewLinesGpu {}',
  // In a hover: definitions, colours, inlay hints, completions in grey, and quick fixes, which stand below the editor.
  'editor/contrib/gotoSymbol/browser/link/goToDefinitionAtPosition.js': `export class GotoDefinitionAtPositionEditorContribution { ${NOWHERE} }`,
  'editor/contrib/colorPicker/browser/hoverColorPicker/hoverColorPicker.js':
    'export const isOnColorDecorator = () => false;',
  'editor/contrib/colorPicker/browser/hoverColorPicker/hoverColorPickerParticipant.js':
    'export class ColorHover {} export class HoverColorPickerParticipant {}',
  'editor/contrib/inlayHints/browser/inlayHintsHover.js': 'export class InlayHintsHover {}',
  'editor/contrib/inlineCompletions/browser/hintsWidget/inlineCompletionsHintsWidget.js':
    'export class InlineSuggestionHintsContentWidget {}',
  'editor/contrib/codeAction/browser/codeAction.js':
    'export const quickFixCommandId = ""; export const ApplyCodeActionReason = {};' +
    'export const getCodeActions = async () => ({ validActions: [], dispose() {} });',
  'editor/contrib/codeAction/browser/codeActionController.js': `export class CodeActionController { ${NOWHERE} }`,
  // Pasting files.
  'editor/contrib/dropOrPasteInto/browser/copyPasteController.js': `export class CopyPasteController { ${NOWHERE} }`,
  // The palette of commands, and the trees of an IDE.
  'editor/standalone/browser/quickInput/standaloneQuickInputService.js': 'export class StandaloneQuickInputService {}',
  'platform/list/browser/listService.js':
    'import { createDecorator } from "../../instantiation/common/instantiation.js";' +
    'export class ListService {} export const IListService = createDecorator("listService");',
};

const MODULE = /\/monaco-editor\/esm\/vs\/(.+)$/;

export function monacoLeftOut(): Plugin {
  const missing = new Set(Object.keys(LEFT_OUT));
  return {
    name: 'monaco-left-out',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const path = MODULE.exec(id)?.[1] ?? '';
      const code = LEFT_OUT[path];
      if (code === undefined) return null;
      missing.delete(path);
      return { code, moduleSideEffects: false };
    },
    buildEnd(error) {
      if (!error && missing.size > 0) this.error(`Monaco has no longer: ${[...missing].join(', ')}`);
    },
  };
}
