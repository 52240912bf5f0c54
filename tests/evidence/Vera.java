import java.io.FileInputStream;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Vera 3a,ua1 FILE: prints for each flavour whether veraPDF finds that the file conforms, and why not. */
public class Vera {
    public static void main(String[] asked) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : asked[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.fromString(name);
            try (InputStream file = new FileInputStream(asked[1]);
                    PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
                ValidationResult found =
                        Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                System.out.println(asked[1] + " " + name + " " + found.isCompliant());
                for (TestAssertion each : found.getTestAssertions()) {
                    System.out.println("  " + each.getRuleId() + " " + each.getMessage());
                }
            }
        }
    }
}
