import { pieParts, scaleOf, slicesOf, type Point } from './shape.ts'

interface DrawingProps {
  points: readonly Point[]
  /** Names of the values of each point. */
  series: readonly string[]
  /** What is too small to be told apart is called. */
  rest: string
  write(value: number): string
}

const [width, height] = [560, 240]
const edge = { left: 64, right: 8, top: 10, bottom: 28 }
const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom }
const mostNames = 8

/** Told apart by their names in the legend, too. */
const looks = [
  { fill: 'fill-accent', stroke: 'stroke-accent', ground: 'bg-accent' },
  { fill: 'fill-warning', stroke: 'stroke-warning', ground: 'bg-warning' },
  { fill: 'fill-success', stroke: 'stroke-success', ground: 'bg-success' },
  { fill: 'fill-info', stroke: 'stroke-info', ground: 'bg-info' },
  { fill: 'fill-danger', stroke: 'stroke-danger', ground: 'bg-danger' },
  { fill: 'fill-waiting', stroke: 'stroke-waiting', ground: 'bg-waiting' },
] as const

function placesOf(points: readonly Point[]) {
  const { low, high } = scaleOf(points)
  return {
    ticks: [low, (low + high) / 2, high],
    y: (value: number) => edge.top + inner.height * (1 - (value - low) / (high - low)),
    x: (index: number) => edge.left + (inner.width * (index + 0.5)) / points.length,
    zero: Math.max(low, Math.min(0, high)),
  }
}

type Places = ReturnType<typeof placesOf>

function Axes({ points, write, places }: Omit<DrawingProps, 'series' | 'rest'> & { places: Places }) {
  const every = Math.ceil(points.length / mostNames)
  const letters = Math.max(4, Math.floor((every * 56) / points.length))
  return (
    <g className="fill-ink-faint text-xs @max-md:text-md">
      {places.ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={edge.left}
            x2={width - edge.right}
            y1={places.y(tick)}
            y2={places.y(tick)}
            className="stroke-line"
          />
          <text x={edge.left - 8} y={places.y(tick) + 4} textAnchor="end">
            {write(tick)}
          </text>
        </g>
      ))}
      {points.map(({ name }, index) =>
        index % every === 0 ? (
          <text key={index} x={places.x(index)} y={height - 8} textAnchor="middle">
            {name.length > letters ? `${name.slice(0, letters - 1)}…` : name}
          </text>
        ) : null,
      )}
    </g>
  )
}

function Legend({ names }: { names: readonly string[] }) {
  if (names.length < 2) return null
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {names.map((name, index) => (
        <li key={name} className="flex items-center gap-1.5">
          <span className={`size-3 rounded-full ${looks[index]?.ground ?? ''}`} />
          {name}
        </li>
      ))}
    </ul>
  )
}

export function BarChart({ points, series, write }: DrawingProps) {
  const places = placesOf(points)
  const thick = Math.min(48, (inner.width / points.length) * 0.7) / series.length
  return (
    <>
      <svg viewBox={`0 0 ${String(width)} ${String(height)}`} className="w-full">
        <Axes points={points} write={write} places={places} />
        {points.map(({ values }, index) =>
          values.map((value, at) => {
            if (value === undefined) return null
            const [a, b] = [places.y(value), places.y(places.zero)]
            return (
              <rect
                key={`${String(index)}-${String(at)}`}
                x={places.x(index) + (at - series.length / 2) * thick}
                width={Math.max(1, thick - 1)}
                y={Math.min(a, b)}
                height={Math.max(1, Math.abs(a - b))}
                rx={2}
                className={looks[at]?.fill}
              />
            )
          }),
        )}
      </svg>
      <Legend names={series} />
    </>
  )
}

export function LineChart({ points, series, write }: DrawingProps) {
  const places = placesOf(points)
  return (
    <>
      <svg viewBox={`0 0 ${String(width)} ${String(height)}`} className="w-full">
        <Axes points={points} write={write} places={places} />
        {series.map((name, at) => {
          const known = points.flatMap(({ values }, index) => {
            const value = values[at]
            return value === undefined ? [] : [[places.x(index), places.y(value)] as const]
          })
          return (
            <g key={name}>
              <polyline
                points={known.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
                className={`fill-transparent ${looks[at]?.stroke ?? ''}`}
                strokeWidth={2}
                strokeLinejoin="round"
              />
              {known.map(([x, y], index) => (
                <circle key={index} cx={x} cy={y} r={3} className={looks[at]?.fill} />
              ))}
            </g>
          )
        })}
      </svg>
      <Legend names={series} />
    </>
  )
}

export function PieChart({ points, rest, write }: DrawingProps) {
  const shown = pieParts(points, rest)
  const slices = slicesOf(shown.map(({ values }) => values[0] ?? 0))
  return (
    <div className="flex flex-wrap items-center gap-6">
      <svg viewBox="-1.02 -1.02 2.04 2.04" className="size-44 shrink-0">
        {slices.map(({ path }, index) => (
          <path
            key={index}
            d={path}
            className={`stroke-surface ${looks[index]?.fill ?? ''}`}
            strokeWidth={0.02}
          />
        ))}
      </svg>
      <ul className="min-w-40 flex-1 space-y-1.5 text-sm">
        {shown.map(({ name, values }, index) => (
          <li key={index} className="flex items-center gap-2">
            <span className={`size-3 shrink-0 rounded-full ${looks[index]?.ground ?? ''}`} />
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="tabular-nums">{write(values[0] ?? 0)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
