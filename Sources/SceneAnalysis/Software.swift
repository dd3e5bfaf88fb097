/// This program, as it signs its outputs.
public enum Software {
  /// The version of the program.
  public static let version = "0.1.0"
  /// Name and version.
  public static let signature = "tianyan " + version
}
