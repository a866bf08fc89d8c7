export default function Page() {
  return <h1>Confer</h1>;
}
