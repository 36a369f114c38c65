export default function Page() {
  return <main>Groundwork</main>;
}
