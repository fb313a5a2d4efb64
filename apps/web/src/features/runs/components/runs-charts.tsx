import type { EndpointResponse, getRunCharts, Project } from '@jackfield/contracts';
import { useElementSize } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { durationWords } from '../../../lib/figures.ts';
import { runQueries } from '../../../lib/queries/run-queries.ts';
import { bars, HEIGHT, line, stretchWords } from '../model/chart-shapes.ts';
import { type RunSearch, toChartQuery } from '../model/run-search.ts';
import classes from './runs.module.css';

type Charts = EndpointResponse<typeof getRunCharts>;

/** How many runs there were and how long they took, over the time that is looked at. */
export function RunsCharts({ project, search }: { project: Project; search: RunSearch }) {
  const query = useQuery({ ...runQueries.charts(project.id, toChartQuery(search)), placeholderData: keepPreviousData });
  const [at, setAt] = useState<number | null>(null);
  const { data, error } = query;
  if (error !== null && data === undefined) return <ProblemNotice error={error} />;
  if (data === undefined) return <div className={classes.charts} aria-busy />;
  return (
    <>
      <div className={classes.charts}>
        <CountChart charts={data} at={at} onAt={setAt} />
        <DurationChart charts={data} at={at} onAt={setAt} />
      </div>
      {data.unrecorded > 0 && (
        <div className={classes.notice}>
          <Notice kind="info">
            <p>
              {data.unrecorded.toLocaleString()} runs of this time have no record: there were more at once than can be
              recorded. The charts count them.
            </p>
          </Notice>
        </div>
      )}
    </>
  );
}

interface ChartProps {
  charts: Charts;
  /** The stretch that is pointed at. */
  at: number | null;
  onAt: (at: number | null) => void;
}

function CountChart({ charts, at, onAt }: ChartProps) {
  const { points, total } = charts;
  const max = Math.max(1, ...points.map(({ runs }) => runs));
  const shown = at === null ? total : (points[at] ?? total);
  const share = shown.runs === 0 ? 0 : (shown.failed / shown.runs) * 100;
  return (
    <Chart
      charts={charts}
      at={at}
      onAt={onAt}
      title="Runs"
      max={total.runs === 0 ? null : max.toLocaleString()}
      figures={[
        { label: 'Runs', value: shown.runs.toLocaleString(), color: 'accent' },
        {
          label: 'Failed',
          value: `${shown.failed.toLocaleString()}${shown.failed > 0 ? ` (${share.toFixed(1)} %)` : ''}`,
          color: 'red',
        },
      ]}
    >
      {(width) =>
        bars(points, max, width).map((bar) => (
          <g key={bar.x}>
            <rect className={classes.ok} x={bar.x} width={bar.width} y={bar.okY} height={bar.okHeight} />
            <rect className={classes.failed} x={bar.x} width={bar.width} y={bar.failedY} height={bar.failedHeight} />
          </g>
        ))
      }
    </Chart>
  );
}

function DurationChart({ charts, at, onAt }: ChartProps) {
  const { points, total } = charts;
  const max = Math.max(1, ...points.map(({ p95Ms }) => p95Ms ?? 0));
  const shown = at === null ? total : (points[at] ?? total);
  const words = (ms: number | null) => (ms === null ? '–' : durationWords(ms));
  return (
    <Chart
      charts={charts}
      at={at}
      onAt={onAt}
      title="Duration"
      max={total.p95Ms === null ? null : durationWords(max)}
      figures={[
        { label: 'Half within (p50)', value: words(shown.p50Ms), color: 'accent' },
        { label: '95 % within (p95)', value: words(shown.p95Ms), color: 'amber' },
      ]}
    >
      {(width) => (
        <>
          <path className={classes.p95} d={line(points, 'p95Ms', max, width)} />
          <path className={classes.p50} d={line(points, 'p50Ms', max, width)} />
        </>
      )}
    </Chart>
  );
}

interface FrameProps extends ChartProps {
  title: string;
  /** What the top of the drawing stands for; null where nothing is drawn. */
  max: string | null;
  figures: { label: string; value: string; color: string }[];
  children: (width: number) => React.ReactNode;
}

/** Walked by the pointer or by the arrow keys; the figures above are those of the stretch. */
function Chart({ charts, at, onAt, title, max, figures, children }: FrameProps) {
  const { ref, width } = useElementSize();
  const { points, stretchSeconds } = charts;
  const words = stretchWords(points, stretchSeconds, at);
  const onKeyDown = (event: KeyboardEvent) => {
    const last = points.length - 1;
    const targets: Record<string, number | null> = {
      ArrowLeft: Math.max(0, (at ?? last + 1) - 1),
      ArrowRight: Math.min(last, (at ?? last - 1) + 1),
      Home: 0,
      End: last,
      Escape: null,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onAt(target);
  };
  const step = width / Math.max(1, points.length);
  const told = figures.map(({ label, value }) => `${label}: ${value}`).join(', ');
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        {figures.map(({ label, value, color }) => (
          <span key={label} className={classes.figure}>
            <span className={classes.figureLabel} data-color={color}>
              {label}
            </span>
            <strong>{value}</strong>
          </span>
        ))}
      </figcaption>
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label={`${title} over time`}
        aria-valuemin={0}
        aria-valuemax={points.length - 1}
        aria-valuenow={at ?? points.length - 1}
        aria-valuetext={`${words}: ${told}`}
        className={classes.drawing}
        onKeyDown={onKeyDown}
        onBlur={() => onAt(null)}
        onPointerLeave={() => onAt(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const place = Math.floor((event.clientX - box.left) / step);
          onAt(Math.min(points.length - 1, Math.max(0, place)));
        }}
      >
        <svg className={classes.svg} height={HEIGHT} aria-hidden>
          {at !== null && <rect className={classes.cursor} x={at * step} width={step} y={0} height={HEIGHT} />}
          {width > 0 && children(width)}
        </svg>
        <span className={classes.max} aria-hidden>
          {max}
        </span>
        <span className={classes.stretch} aria-hidden>
          {words}
        </span>
      </div>
    </figure>
  );
}
