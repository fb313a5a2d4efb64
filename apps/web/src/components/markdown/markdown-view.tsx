import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { createElement, Fragment, type ReactNode, useMemo } from 'react';
import { ScrollFrame } from '../scroll-frame.tsx';
import classes from './markdown.module.css';

/** Markdown as elements of the page. HTML in it is text, images are links, and links lead to the web or a mailbox alone. */
export function MarkdownView({ text }: { text: string }) {
  const tokens = useMemo(() => lexer(text), [text]);
  return <div className={classes.text}>{drawAll(tokens)}</div>;
}

function drawAll(tokens: readonly Token[] | undefined): ReactNode {
  // Tokens of extensions are of any type; none is registered.
  return tokens?.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have nothing else
    <Fragment key={index}>{draw(token as MarkedToken)}</Fragment>
  ));
}

/** The title of the page and of its section stand above. */
const HEADING_OFFSET = 2;

function draw(token: MarkedToken): ReactNode {
  switch (token.type) {
    case 'heading':
      return createElement(`h${Math.min(6, token.depth + HEADING_OFFSET)}`, null, drawAll(token.tokens));
    case 'paragraph':
      return <p>{drawAll(token.tokens)}</p>;
    case 'text':
      return 'tokens' in token && token.tokens ? drawAll(token.tokens) : plain(token.text);
    case 'escape':
      return plain(token.text);
    case 'html':
      return token.block ? <p>{token.raw.trim()}</p> : token.raw;
    case 'strong':
      return <strong>{drawAll(token.tokens)}</strong>;
    case 'em':
      return <em>{drawAll(token.tokens)}</em>;
    case 'del':
      return <del>{drawAll(token.tokens)}</del>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'code':
      return (
        <ScrollFrame as="pre">
          <code>{token.text}</code>
        </ScrollFrame>
      );
    case 'br':
      return <br />;
    case 'hr':
      return <hr />;
    case 'blockquote':
      return <blockquote>{drawAll(token.tokens)}</blockquote>;
    case 'link':
      return drawLink(token.href, drawAll(token.tokens));
    case 'image':
      return drawLink(token.href, token.text === '' ? token.href : plain(token.text));
    case 'checkbox':
      return drawCheck(token.checked);
    case 'list':
      return drawList(token);
    case 'table':
      return drawTable(token);
    default:
      return null;
  }
}

function drawLink(href: string, children: ReactNode): ReactNode {
  if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function drawCheck(isChecked: boolean): ReactNode {
  return (
    <span role="img" aria-label={isChecked ? 'Done:' : 'To do:'}>
      {isChecked ? '☑ ' : '☐ '}
    </span>
  );
}

function drawList({ ordered, start, items }: Tokens.List): ReactNode {
  const lines = items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <li key={index} data-task={item.task || undefined}>
      {drawAll(item.tokens)}
    </li>
  ));
  return ordered ? <ol start={start === '' ? 1 : start}>{lines}</ol> : <ul>{lines}</ul>;
}

function drawTable({ header, rows }: Tokens.Table): ReactNode {
  const cell = (each: Tokens.TableCell, index: number) => {
    const key = `${index} ${each.text}`;
    const style = each.align === null ? undefined : { textAlign: each.align };
    return each.header ? (
      <th key={key} scope="col" style={style}>
        {drawAll(each.tokens)}
      </th>
    ) : (
      <td key={key} style={style}>
        {drawAll(each.tokens)}
      </td>
    );
  };
  return (
    <div className={classes.table}>
      <table>
        <thead>
          <tr>{header.map(cell)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a text have nothing else
            <tr key={index}>{row.map(cell)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text as it was meant: the few entities that people write are characters. */
function plain(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|([a-z]{2,4}));/g,
    (written, code: string | undefined, name: string | undefined) =>
      code === undefined ? (ENTITIES[name ?? ''] ?? written) : String.fromCodePoint(Number(code)),
  );
}
