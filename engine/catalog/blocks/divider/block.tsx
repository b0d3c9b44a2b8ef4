export default function DividerBlock() {
  return <hr className="my-2 border-line" />
}
