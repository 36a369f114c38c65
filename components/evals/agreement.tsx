interface AgreementProps {
  agreement: { value: number; low: number; high: number; count: number; agreement: number } | null;
}

/** How far two reviewers of the same cases agree beyond chance. */
export function Agreement({ agreement }: AgreementProps) {
  if (!agreement)
    return (
      <p className="text-muted text-sm">
        No case was looked at by two people yet, so their agreement can’t be told.
      </p>
    );
  const { value, low, high, count } = agreement;
  const share = `${Math.round(agreement.agreement * 100)}% of ${count} cases that two people looked at`;
  return (
    <p className="text-muted text-sm">
      Reviewers said the same of {share}.{" "}
      {Number.isFinite(value)
        ? `Cohen’s kappa ${value.toFixed(2)}, 95% interval ${low.toFixed(2)} to ${high.toFixed(2)}.`
        : "Cohen’s kappa has no value while everybody says one and the same."}
    </p>
  );
}
