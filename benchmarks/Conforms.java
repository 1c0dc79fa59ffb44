import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.core.ModelParsingException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** Says of each file and profile, a line each, what the veraPDF engine finds. Arguments: PROFILE[,PROFILE] FILE... */
class Conforms {
  private static final String RULES = "/org/verapdf/pdfa/validation/";

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    boolean all = true;
    for (String name : arguments[0].split(",")) {
      ValidationProfile profile = profile(name.toUpperCase(Locale.ROOT));
      for (int at = 1; at < arguments.length; at++) all &= conforms(Path.of(arguments[at]), name, profile);
    }
    System.exit(all ? 0 : 1);
  }

  private static ValidationProfile profile(String name) throws Exception {
    try (InputStream rules = Conforms.class.getResourceAsStream(RULES + name + ".xml")) {
      if (rules == null) throw new IllegalArgumentException("no such profile: " + name);
      return Profiles.profileFromXml(rules);
    }
  }

  private static boolean conforms(Path file, String name, ValidationProfile profile) throws Exception {
    var foundry = Foundries.defaultInstance();
    try (InputStream bytes = Files.newInputStream(file);
        var parser = foundry.createParser(bytes, profile.getPDFAFlavour())) {
      ValidationResult result = foundry.createValidator(profile, false).validate(parser);
      SortedMap<String, String> broken = new TreeMap<>();
      for (TestAssertion each : result.getTestAssertions())
        if (each.getStatus() == TestAssertion.Status.FAILED)
          broken.putIfAbsent(
              each.getRuleId().getClause() + " test " + each.getRuleId().getTestNumber(),
              each.getMessage() + " (" + each.getLocation().getContext() + ")");
      System.out.printf(
          Locale.ROOT, "%s %s: %s, %,d checks%n", name, file.getFileName(),
          result.isCompliant() ? "conforms" : broken.size() + " rules broken", result.getTotalAssertions());
      broken.forEach((rule, why) -> System.out.println("    " + rule + ": " + why));
      return result.isCompliant();
    } catch (ModelParsingException unreadable) {
      System.out.println(name + " " + file.getFileName() + ": cannot be read (" + unreadable.getCause() + ")");
      return false;
    }
  }
}
