import ExactNumbers

/// The pictures of pages, drawn in whole steps.
///
/// None says anything that the words beside it do not, so those
/// who read a page aloud leave them out.
enum PagePictures {
  // MARK: Bars

  private static let barWidth = 400
  private static let barHeight = 16

  /// What something has of a whole: at least, at most, and the rest.
  static func write(_ shares: ClosedRange<Rational>, to html: inout HTMLWriter) {
    html.element(.svg, [.viewBox(width: barWidth, height: barHeight), .isHidden]) { picture in
      rectangle(0, barWidth, as: .rest, to: &picture)
      rectangle(0, place(shares.upperBound, in: barWidth), as: .open, to: &picture)
      rectangle(0, place(shares.lowerBound, in: barWidth), as: .had, to: &picture)
    }
  }

  private static let cellBarWidth = 80

  /// What a number has of the largest of its column.
  static func write(bar share: Rational, to html: inout HTMLWriter) {
    html.element(
      .svg, [.style(.inner), .viewBox(width: cellBarWidth, height: barHeight), .isHidden]
    ) { picture in
      rectangle(0, cellBarWidth, as: .rest, to: &picture)
      rectangle(0, place(share, in: cellBarWidth), as: .had, to: &picture)
    }
  }

  private static func rectangle(
    _ left: Int, _ width: Int, as style: HTMLWriter.Style, to html: inout HTMLWriter
  ) {
    html.element(
      .rect, [.style(style), .left(left), .size(width: width, height: barHeight)]
    ) { _ in }
  }

  /// A share in whole steps of a width.
  private static func place(_ share: Rational, in width: Int) -> Int {
    (min(max(share, .zero), .one) * Rational(width))
      .rounded(toMultipleOf: .one, .halfUp)?.machineWord ?? 0
  }

  // MARK: Scales

  private static let scaleWidth = 600
  private static let scaleHeight = 52
  private static let rangeTop = 8
  private static let rangeHeight = 24
  private static let markWidth = 4

  /// Where a value stands among ranges.
  static func write(_ scale: Page.Scale, to html: inout HTMLWriter) {
    let count = max(scale.ranges.count, 1)
    func start(_ range: Int) -> Int { scaleWidth * range / count }
    html.element(
      .svg,
      [.style(.scale), .viewBox(width: scaleWidth, height: scaleHeight), .isHidden]
    ) { picture in
      for (index, text) in scale.ranges.enumerated() {
        let width = start(index + 1) - start(index)
        picture.element(
          .rect,
          [
            .style(index == scale.place.range ? .inner : .rest), .left(start(index)),
            .top(rangeTop), .size(width: width, height: rangeHeight),
          ]
        ) { _ in }
        label(text, at: start(index) + width / 2, rangeTop + rangeHeight - 7, to: &picture)
      }
      for (index, end) in scale.ends.enumerated() {
        label(end, at: start(index + 1), scaleHeight - 4, to: &picture)
      }
      let left = start(scale.place.range)
      let width = start(scale.place.range + 1) - left
      let middle = left + place(scale.place.share, in: width)
      picture.element(
        .rect,
        [
          .style(.value), .left(min(max(middle - markWidth / 2, 0), scaleWidth - markWidth)),
          .top(2), .size(width: markWidth, height: rangeHeight + 12),
        ]
      ) { _ in }
    }
    html.element(.span) { $0.text(scale.text) }
  }

  private static func label(_ text: String, at left: Int, _ top: Int, to html: inout HTMLWriter) {
    html.element(.text, [.left(left), .top(top)]) { $0.text(text) }
  }
}
