import com.adobe.epubcheck.tool.EpubChecker;

/** Checks several books in one Java, which takes a quarter of the time of one Java for each. */
public class EpubCheckMany {
    public static void main(String[] books) {
        for (String book : books) {
            new EpubChecker().run(new String[] {book, "--quiet", "--json", book + ".json"});
        }
    }
}
