/// What keeps people from reading a page with a keyboard or with their ears: the rules of axe-core for what is on these
/// pages, by their names there.
extension MarkupReader {
  var barriers: [String] {
    documentBarriers + headingBarriers + tableBarriers + listBarriers + nameBarriers
  }

  private func parent(of element: Element) -> Element? { element.parent.map { elements[$0] } }

  private var documentBarriers: [String] {
    var found: [String] = []
    if elements.first?.attributes["lang"]?.isEmpty != false { found.append("html-has-lang") }
    if all("title").first?.text.isEmpty != false { found.append("document-title") }
    if all("main").count != 1 { found.append("landmark-one-main") }
    // All that is read stands in the main part.
    for (index, element) in elements.enumerated()
    where element.parent.map({ elements[$0].tag }) == "body" {
      if !["main", "script"].contains(element.tag) {
        found.append("region: \(index) \(element.tag)")
      }
    }
    let viewport = all("meta").compactMap { $0.attributes["content"] }
    if viewport.contains(where: { $0.contains("user-scalable") || $0.contains("maximum-scale") }) {
      found.append("meta-viewport")
    }
    let ids = elements.compactMap { $0.attributes["id"] }
    if Set(ids).count != ids.count { found.append("duplicate-id") }
    for link in all("a") {
      guard let address = link.attributes["href"] else {
        found.append("a link to nowhere")
        continue
      }
      if address.hasPrefix("#"), !ids.contains(String(address.dropFirst())) {
        found.append("skip-link: \(address)")
      }
    }
    return found
  }

  private var headingBarriers: [String] {
    var found: [String] = []
    let headings = elements.filter { ["h1", "h2", "h3"].contains($0.tag) }
    if headings.count(where: { $0.tag == "h1" }) != 1 { found.append("page-has-heading-one") }
    var level = 0
    for heading in headings {
      let next = Int(heading.tag.dropFirst()) ?? 0
      if next > level + 1 { found.append("heading-order: \(heading.text)") }
      if heading.text.isEmpty { found.append("empty-heading") }
      level = next
    }
    return found
  }

  private var tableBarriers: [String] {
    var found: [String] = []
    if all("caption").count != all("table").count { found.append("a table without caption") }
    if all("caption").contains(where: \.text.isEmpty) { found.append("an empty caption") }
    for head in all("th") {
      let scopes = ["col", "row", "rowgroup"]
      if !scopes.contains(head.attributes["scope"] ?? "") { found.append("scope-attr-valid") }
      if head.text.isEmpty { found.append("empty-table-header") }
    }
    for table in all("table") {
      // What may be wider than the screen can be moved by keys.
      let place = parent(of: table)
      if place?.attributes["tabindex"] != "0" || place?.attributes["role"] != "group" {
        found.append("scrollable-region-focusable")
      }
    }
    return found
  }

  private var listBarriers: [String] {
    elements.compactMap { element in
      let place = parent(of: element)?.tag
      switch element.tag {
      case "dt", "dd": return place == "dl" ? nil : "dlitem"
      case "li": return place == "ul" ? nil : "listitem"
      case "summary": return place == "details" ? nil : "summary"
      default:
        if place == "dl" { return "definition-list: \(element.tag)" }
        if place == "ul" { return "list: \(element.tag)" }
        return nil
      }
    }
  }

  private var nameBarriers: [String] {
    var found: [String] = []
    for element in elements {
      switch element.tag {
      case "a" where element.text.isEmpty: found.append("link-name")
      case "summary" where element.text.isEmpty: found.append("summary-name")
      case "svg" where element.attributes["aria-hidden"] != "true": found.append("svg-img-alt")
      case "nav" where element.attributes["aria-label"]?.isEmpty != false:
        found.append("landmark-unique")
      default: break
      }
      if element.attributes["role"] != nil, element.attributes["aria-label"]?.isEmpty != false {
        found.append("aria-label of \(element.tag)")
      }
      if let place = element.attributes["tabindex"], place != "0" { found.append("tabindex") }
    }
    let names = all("nav").compactMap { $0.attributes["aria-label"] }
    if Set(names).count != names.count { found.append("landmark-unique: \(names)") }
    return found
  }
}
