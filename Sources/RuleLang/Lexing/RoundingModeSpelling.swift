public import ExactNumbers

extension RoundingMode {
  /// The words of a rounding mode in a vocabulary.
  public func spelling(in language: Language) -> String {
    switch (self, language) {
    case (.halfUp, .zh): "四舍五入"
    case (.halfUp, .en): "half up"
    case (.halfEven, .zh): "四舍六入五成双"
    case (.halfEven, .en): "half even"
    case (.halfDown, .zh): "五舍六入"
    case (.halfDown, .en): "half down"
    case (.up, .zh): "只入不舍"
    case (.up, .en): "up"
    case (.down, .zh): "只舍不入"
    case (.down, .en): "down"
    case (.ceiling, .zh): "向上取整"
    case (.ceiling, .en): "ceiling"
    case (.floor, .zh): "向下取整"
    case (.floor, .en): "floor"
    }
  }
}
