import RuleLang

extension FileSystem {
  /// What a path leads to.
  ///
  /// - Throws: a failure that names similar names where there is nothing there.
  func existingKind(_ path: String) throws(CommandFailure) -> Kind {
    do throws(FileError) {
      if let kind = try kind(path) { return kind }
    } catch {
      throw CommandFailure(error)
    }
    var failure = CommandFailure(FileError(path: path, action: .reading, reason: .notFound))
    failure.helps = similarNames(to: path)
    throw failure
  }

  /// Where a path leads nowhere: the first part that is not there, and what it may have meant.
  private func similarNames(to path: String) -> [Message] {
    var folder = path
    var name = ""
    repeat {
      name = PathText.lastComponent(folder)
      folder = PathText.parent(folder)
      guard !name.isEmpty, name != ".." else { return [] }
    } while (try? kind(folder)) == .none && folder != "." && folder != "/"
    guard let names = try? names(inFolder: folder) else { return [] }
    if let nearest = EditDistance.nearest(to: name, in: names) {
      let meant = PathText.joined(folder, nearest)
      return [Message.didYouMean(meant)].compactMap { $0 }
    }
    guard folder != ".", folder != "/", folder != PathText.parent(path) else { return [] }
    return [
      Message(zh: "“\(folder)”里没有“\(name)”", en: "there is no '\(name)' in '\(folder)'")
    ]
  }
}
