import * as monaco from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codeEditor/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/placeholderText/register.js';
import 'monaco-editor/features/wordOperations/register.js';
// The library's own list of features leaves the controller out.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import { registerLanguages } from './monaco-languages.ts';
import { followTheme } from './monaco-theme.ts';

// The JSON mode of the editor itself would weigh 315 kB more and would call our templates wrong.
self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

registerLanguages(monaco);
followTheme(monaco);

export { monaco };
