interface PassageScoresProps {
  scores: Record<string, number | null | undefined>;
}

/** How near a passage is by its meaning and by its words; the order is made of both. */
export function PassageScores({ scores }: PassageScoresProps) {
  const shown = [
    { name: "meaning", value: scores.vector, digits: 2 },
    { name: "words", value: scores.text, digits: 1 },
  ];
  return (
    <dl className="figures flex shrink-0 gap-3 font-normal text-sm">
      {shown.map(({ name, value, digits }) => (
        <div key={name} className="flex gap-1">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-7 text-right">{value == null ? "–" : value.toFixed(digits)}</dd>
        </div>
      ))}
    </dl>
  );
}
