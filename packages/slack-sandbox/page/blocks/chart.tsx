import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Chart } from '../../src/block-kit.ts';

/** Until the page knows how wide it is drawn. */
const USUAL_WIDTH = 480;
const HEIGHT = 180;
/** Of one letter of a label, at the size in which labels are drawn. */
const LETTER = 6.6;
const MARGIN = { left: 34, bottom: 22, top: 10 };

interface Series {
  name: string;
  data: { label: string; value: number }[];
}

const colourOf = (which: number) => `--series: var(--series-${which + 1})`;

const stepOf = (most: number): number => {
  const rough = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
};

/** How wide something is drawn, so that what is in it need not be scaled, letters least of all. */
const useWidth = () => {
  const ref = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(USUAL_WIDTH);
  useLayoutEffect(() => {
    const drawn = ref.current;
    if (!drawn) return;
    const measure = () => setWidth(Math.round(drawn.clientWidth) || USUAL_WIDTH);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(drawn);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
};

/** Bars side by side, lines or areas, over common axes. */
const Axes = ({ type, series }: { type: string; series: Series[] }) => {
  const { ref, width } = useWidth();
  const labels = series[0]?.data.map(({ label }) => label) ?? [];
  const most = Math.max(1, ...series.flatMap(({ data }) => data.map(({ value }) => value)));
  const step = stepOf(most);
  const top = Math.ceil(most / step) * step;
  const floor = HEIGHT - MARGIN.bottom;
  const slot = (width - MARGIN.left) / Math.max(1, labels.length);
  const xOf = (index: number) => MARGIN.left + slot * (index + 0.5);
  const yOf = (value: number) => floor - (Math.max(0, value) / top) * (floor - MARGIN.top);
  const bar = Math.min(36, (slot * 0.7) / series.length);
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  const points = ({ data }: Series) =>
    data.map(({ value }, index) => `${xOf(index)},${yOf(value)}`).join(' ');
  const longest = Math.max(1, ...labels.map((label) => label.length));
  const labelEvery = Math.ceil(((longest + 1) * LETTER) / slot);
  return (
    <svg ref={ref} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
      {ticks.map((tick) => (
        <g class="tick">
          <line x1={MARGIN.left} x2={width} y1={yOf(tick)} y2={yOf(tick)} />
          <text x={MARGIN.left - 6} y={yOf(tick) + 4} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      {labels.map((label, index) =>
        index % labelEvery === 0 ? (
          <text x={xOf(index)} y={HEIGHT - 6} text-anchor="middle">
            {label}
          </text>
        ) : null,
      )}
      {series.map((one, which) => (
        <g style={colourOf(which)}>
          {type === 'bar' &&
            one.data.map(({ value }, index) => (
              <rect
                x={xOf(index) + (which - series.length / 2) * bar}
                y={yOf(value)}
                width={bar * 0.92}
                height={floor - yOf(value)}
                rx="2"
              />
            ))}
          {type === 'area' && (
            <polygon points={`${xOf(0)},${floor} ${points(one)} ${xOf(one.data.length - 1)},${floor}`} />
          )}
          {type !== 'bar' && <polyline points={points(one)} />}
          {type === 'line' &&
            one.data.map(({ value }, index) => <circle cx={xOf(index)} cy={yOf(value)} r="3" />)}
        </g>
      ))}
    </svg>
  );
};

const Pie = ({ segments }: { segments: Series['data'] }) => {
  const total = segments.reduce((sum, { value }) => sum + value, 0) || 1;
  let turned = 0;
  return (
    <svg viewBox="-92 -92 184 184" class="pie" aria-hidden="true">
      {segments.map(({ value }, which) => {
        const share = value / total;
        const offset = -turned;
        turned += share * 100;
        return (
          <circle
            style={colourOf(which)}
            r="45"
            pathLength={100}
            stroke-dasharray={`${share * 100} 100`}
            stroke-dashoffset={offset}
            transform="rotate(-90)"
          />
        );
      })}
    </svg>
  );
};

const DataTable = ({ title, series }: { title: string; series: Series[] }) => (
  <table>
    <caption>{title}</caption>
    <thead>
      <tr>
        <th scope="col">Label</th>
        {series.map(({ name }) => (
          <th scope="col">{name}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {series[0]?.data.map(({ label }, index) => (
        <tr>
          <th scope="row">{label}</th>
          {series.map(({ data }) => (
            <td>{data[index]?.value}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** A data_visualization block: a picture for the eye, a table for a screen reader. */
export const ChartFigure = ({ title, chart }: { title: string; chart: Chart }) => {
  const segments = chart.segments ?? [];
  const isPie = chart.type === 'pie';
  const series = isPie ? [{ name: 'Value', data: segments }] : (chart.series ?? []);
  const legend = isPie
    ? segments.map(({ label, value }) => `${label}: ${value}`)
    : series.map(({ name }) => name);
  return (
    <figure class="chart">
      <figcaption aria-hidden="true">{title}</figcaption>
      {isPie ? <Pie segments={segments} /> : <Axes type={chart.type} series={series} />}
      {legend.length > 1 && (
        <ul class="legend" aria-hidden="true">
          {legend.map((name, which) => (
            <li style={colourOf(which)}>{name}</li>
          ))}
        </ul>
      )}
      <div class="unseen">
        <DataTable title={title} series={series} />
      </div>
    </figure>
  );
};
